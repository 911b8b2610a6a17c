import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Icon } from './Icon.tsx'
import { type ShownToast, inSight, toasts } from './toasts.ts'

const stayMs = 6000

const kinds = {
  success: { mark: 'text-live', icon: 'done', word: 'Done' },
  info: { mark: 'text-muted', icon: 'info', word: 'Note' },
  danger: { mark: 'text-danger', icon: 'stop', word: 'Problem' },
} as const

/** Mounted once, for good: the regions have to exist before the first message is put into them. */
export const Toasts = () => {
  const all = useSyncExternalStore(toasts.subscribe, toasts.all, toasts.all)
  const region = useRef<HTMLDivElement>(null)
  const [paused, setPaused] = useState(false)
  const shown = inSight(all)
  const waiting = all.length - shown.length
  const newest = shown.at(-1)?.id ?? 0

  useEffect(() => {
    const element = region.current
    if (!element) return
    // A modal dialog opened since then lies above it: shown again, it comes to the top.
    if (element.matches(':popover-open') && document.querySelector('dialog:modal')) element.hidePopover()
    if (!element.matches(':popover-open')) element.showPopover()
  }, [newest])

  useEffect(() => {
    let before: Element | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      const element = region.current
      if (event.key !== 'F6' || !element) return
      if (element.contains(document.activeElement)) {
        if (before instanceof HTMLElement && before.isConnected) before.focus()
      } else {
        const first = element.querySelector('button')
        if (!first) return
        before = document.activeElement
        first.focus()
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  useEffect(() => {
    if (shown.length === 0) setPaused(false)
  }, [shown.length])

  return (
    <div
      ref={region}
      role="region"
      aria-label="Notifications, F6"
      popover="manual"
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-none fixed inset-auto right-4 bottom-4 m-0 w-[min(25rem,calc(100vw-2rem))] overflow-visible bg-transparent text-ink print:hidden"
    >
      <div role="status" aria-atomic="false" className="flex flex-col gap-2">
        {shown.map((toast) =>
          toast.kind === 'danger' ? null : <ToastCard key={toast.id} toast={toast} paused={paused} />,
        )}
      </div>
      <div role="alert" aria-atomic="false" className="mt-2 flex flex-col gap-2">
        {shown.map((toast) =>
          toast.kind === 'danger' ? <ToastCard key={toast.id} toast={toast} paused={paused} /> : null,
        )}
      </div>
      {waiting > 0 ? <p className="mt-2 text-right text-xs text-muted">{waiting} more after these</p> : null}
    </div>
  )
}

type ToastCardProps = { toast: ShownToast; paused: boolean }

const ToastCard = ({ toast, paused }: ToastCardProps) => {
  const { id, kind, title, detail, action, copy, count } = toast
  const { mark, icon, word } = kinds[kind]

  useEffect(() => {
    if (kind === 'danger' || paused) return
    let timer = setTimeout(function end() {
      // Behind a modal dialog it can be neither read in peace nor closed.
      if (document.hidden || document.querySelector('dialog:modal')) timer = setTimeout(end, stayMs)
      else toasts.close(id)
    }, stayMs)
    return () => clearTimeout(timer)
  }, [id, kind, paused, count])

  return (
    <div className="pointer-events-auto grid animate-rise grid-cols-[auto_1fr_auto] gap-x-3 rounded-md border border-edge bg-raised py-3 pr-2 pl-4">
      <Icon name={icon} className={`mt-px size-5 ${mark}`} />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-medium">
          <span className="sr-only">{word}: </span>
          {title}
          {count > 1 ? <span className="font-normal text-muted"> · {count} times</span> : null}
        </p>
        {detail === undefined ? null : <p className="text-sm text-muted">{detail}</p>}
        {action === undefined && copy === undefined ? null : (
          <div className="mt-1 flex flex-wrap gap-2">
            {action === undefined ? null : (
              <Button
                size="small"
                onClick={() => {
                  toasts.close(id)
                  action.onPress()
                }}
              >
                {action.label}
              </Button>
            )}
            {copy === undefined ? null : <CopyButton value={copy} label="Copy details" />}
          </div>
        )}
      </div>
      <button
        type="button"
        aria-label={`Close: ${title}`}
        onClick={() => toasts.close(id)}
        className="grid size-7 place-items-center rounded-sm text-muted hover:text-ink"
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
