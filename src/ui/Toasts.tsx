import { plural, t } from '@lingui/core/macro'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Icon } from './Icon.tsx'
import { type ShownToast, inSight, toasts } from './toasts.ts'

const stayMs = 6000

const kinds = {
  success: { mark: 'text-live', icon: 'done', word: t`Done` },
  info: { mark: 'text-muted', icon: 'info', word: t`Note` },
  danger: { mark: 'text-danger', icon: 'stop', word: t`Problem` },
} as const

/** Mounted once, for good: the regions have to exist before the first message is put into them. */
export const Toasts = () => {
  const all = useSyncExternalStore(toasts.subscribe, toasts.all, toasts.all)
  const region = useRef<HTMLElement>(null)
  const before = useRef<HTMLElement>(null)
  const [paused, setPaused] = useState(false)
  const shown = inSight(all)
  const waiting = all.length - shown.length
  const newest = shown.at(-1)?.id ?? 0

  useEffect(() => {
    const element = region.current
    if (!element) return
    // A modal dialog opened since then lies above it: shown again, it comes to the top.
    const under = newest > 0 && document.querySelector('dialog:modal') !== null
    if (under && element.matches(':popover-open')) element.hidePopover()
    if (!element.matches(':popover-open')) element.showPopover()
  }, [newest])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const element = region.current
      if (event.key !== 'F6' || !element) return
      const active = document.activeElement
      if (element.contains(active)) {
        before.current?.focus()
      } else {
        const first = element.querySelector<HTMLElement>('[data-close]')
        if (!first) return
        before.current = active instanceof HTMLElement ? active : null
        first.focus()
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const close = (id: number) => {
    const element = region.current
    const focused = element?.contains(document.activeElement) ?? false
    toasts.close(id)
    setPaused(false)
    // The button that had focus goes with its toast: the next toast takes it, or whatever had it before.
    if (focused)
      requestAnimationFrame(() => (element?.querySelector<HTMLElement>('[data-close]') ?? before.current)?.focus())
  }
  const cards = (problems: boolean) =>
    shown
      .filter(({ kind }) => (kind === 'danger') === problems)
      .map((toast) => <ToastCard key={toast.id} toast={toast} paused={paused} onClose={() => close(toast.id)} />)

  /* oxlint-disable jsx-a11y/prefer-tag-over-role -- an output element may not hold paragraphs and buttons */
  /* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- it only stops the clock while someone reads */
  return (
    <section
      ref={region}
      aria-label={t`Notifications, F6`}
      popover="manual"
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-none fixed inset-auto right-4 bottom-4 m-0 w-[min(25rem,calc(100vw-2rem))] overflow-visible bg-transparent text-ink print:hidden"
    >
      <div role="status" aria-atomic="false" className="flex flex-col gap-2">
        {cards(false)}
      </div>
      <div role="alert" aria-atomic="false" className="mt-2 flex flex-col gap-2">
        {cards(true)}
      </div>
      {waiting > 0 ? (
        <p className="mt-2 text-right text-xs text-muted">
          {plural(waiting, { one: '# more after these', other: '# more after these' })}
        </p>
      ) : null}
    </section>
  )
}

type ToastCardProps = { toast: ShownToast; paused: boolean; onClose: () => void }

const ToastCard = ({ toast, paused, onClose }: ToastCardProps) => {
  const { id, kind, title, detail, action, copy, count } = toast
  const { mark, icon, word } = kinds[kind]

  useEffect(() => {
    if (kind === 'danger' || paused) return undefined
    // Said again, it stays again.
    const stay = stayMs * Math.min(count, 2)
    let timer = setTimeout(function end() {
      // Behind a modal dialog, or in a tab that nobody sees, it can be neither read nor closed.
      if (document.hidden || document.querySelector('dialog:modal')) timer = setTimeout(end, stayMs)
      else toasts.close(id)
    }, stay)
    return () => clearTimeout(timer)
  }, [id, kind, paused, count])

  return (
    <div className="toast pointer-events-auto grid animate-rise grid-cols-[auto_1fr_auto] gap-x-3 rounded-md border border-edge bg-raised py-3 pr-2 pl-4">
      <Icon name={icon} className={`mt-px size-5 ${mark}`} />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-medium">
          <span className="sr-only">{word}: </span>
          {title}
          {count > 1 ? (
            <span className="font-normal text-muted"> · {plural(count, { one: '# time', other: '# times' })}</span>
          ) : null}
        </p>
        {detail === undefined ? null : <p className="text-sm text-muted">{detail}</p>}
        {action === undefined && copy === undefined ? null : (
          <div className="mt-1 flex flex-wrap gap-2">
            {action === undefined ? null : (
              <Button
                size="small"
                onClick={() => {
                  onClose()
                  action.onPress()
                }}
              >
                {action.label}
              </Button>
            )}
            {copy === undefined ? null : <CopyButton value={copy} label={t`Copy details`} />}
          </div>
        )}
      </div>
      <button
        type="button"
        data-close
        aria-label={t`Close: ${title}`}
        onClick={onClose}
        className="grid size-7 place-items-center rounded-sm text-muted hover:text-ink"
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
