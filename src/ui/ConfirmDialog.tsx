import { t } from '@lingui/core/macro'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { DialogError } from './DialogError.tsx'
import { TextField } from './TextField.tsx'

type Named = 'user' | 'pool' | 'app client'

const prompts: Record<Named, { label: string; blocked: string }> = {
  user: { label: t`Type the user name to go on`, blocked: t`Type the user name first` },
  pool: { label: t`Type the pool name to go on`, blocked: t`Type the pool name first` },
  'app client': { label: t`Type the app client name to go on`, blocked: t`Type the app client name first` },
}

type ConfirmDialogProps = {
  open: boolean
  onClose: () => void
  /** A question with target and count: "Sign out 42 users in prod-eu?" */
  title: ReactNode
  /** At most three consequences, a short sentence each. */
  consequences?: readonly ReactNode[] | undefined
  /** The panel "what still works", a diff. */
  children?: ReactNode
  /** Repeats verb and count: "Sign out 42 users". */
  confirm: string
  onConfirm: () => void
  cancel?: string | undefined
  danger?: boolean | undefined
  /** What is under way, in words; holds the dialog open and the button down. */
  busy?: string | false | undefined
  blocked?: string | undefined
  /** What went wrong, as a Notice: it is told here and the dialog stays. */
  error?: ReactNode
  /** What has to be typed before the button works: the name of something or, where it is no name, what `ask` asks for. */
  typed?: ({ name: string } & ({ of: Named } | { of: string; ask: string })) | undefined
  returnTo?: (() => HTMLElement | null) | undefined
  size?: 'default' | 'large' | undefined
}

/** Nothing of it is kept between two openings: what was typed the last time does not count. */
export const ConfirmDialog = ({ open, ...props }: ConfirmDialogProps) => (open ? <OpenDialog {...props} /> : null)

const OpenDialog = (props: Omit<ConfirmDialogProps, 'open'>) => {
  const { onClose, title, consequences = [], children, confirm, onConfirm, cancel = t`Cancel` } = props
  const { danger, busy, blocked, error, typed, returnTo, size } = props
  const safe = useRef<HTMLButtonElement>(null)
  const formId = useId()
  const [typing, setTyping] = useState('')
  const prompt = typed && ('ask' in typed ? { label: typed.ask, blocked: typed.ask } : prompts[typed.of])
  const matches = typed === undefined || typing.trim() === typed.name

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (matches && !busy && blocked === undefined) onConfirm()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      title={title}
      description={
        consequences.length === 0 ? undefined : (
          <ul className="flex list-disc flex-col gap-1 pl-4 marker:text-hatch">
            {consequences.map((consequence, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a fixed list of sentences
              <li key={at}>{consequence}</li>
            ))}
          </ul>
        )
      }
      focusFirst={safe}
      returnTo={returnTo}
      held={Boolean(busy)}
      size={size}
      footer={
        <>
          <Button
            ref={safe}
            onClick={onClose}
            blocked={busy ? t`This cannot be stopped half way` : undefined}
            reason="tip"
          >
            {cancel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={danger ? 'danger' : 'primary'}
            busy={busy}
            blocked={blocked ?? (matches ? undefined : prompt?.blocked)}
            reason={blocked === undefined ? 'tip' : 'beneath'}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <form id={formId} onSubmit={submit} className="empty:-mt-4">
        {typed === undefined ? null : (
          <TextField
            label={prompt?.label ?? ''}
            hint={
              <bdi className="font-mono text-sm text-ink" translate="no">
                {typed.name}
              </bdi>
            }
            value={typing}
            onChange={(event) => setTyping(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </form>
      {error ? <DialogError>{error}</DialogError> : null}
    </Dialog>
  )
}
