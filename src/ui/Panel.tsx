import { type ReactNode, useId } from 'react'

type PanelProps = {
  title?: ReactNode
  /** At the right end of the title: a state, a link, a button. */
  aside?: ReactNode
  /** It stays there however long the title is, as a number does. */
  asideStays?: boolean | undefined
  children?: ReactNode
  /** Edge to edge under the body, each behind a hairline: Facts, Ladder, Rows. */
  footer?: ReactNode
  /** The body goes edge to edge too. */
  flush?: boolean | undefined
  level?: 2 | 3 | undefined
  className?: string | undefined
}

export const Panel = (props: PanelProps) => {
  const { title, aside, asideStays, children, footer, flush, level = 2, className = '' } = props
  const titleId = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  const head = title !== undefined || aside !== undefined
  return (
    <section
      aria-labelledby={title === undefined ? undefined : titleId}
      className={`overflow-clip rounded-lg border border-line bg-surface [&>*+*]:border-t [&>*]:border-line break-inside-avoid ${className}`}
    >
      {head || children !== undefined ? (
        <div className={flush ? '' : 'px-6 py-5 max-sm:px-4 max-sm:py-4'}>
          {head ? (
            <div
              className={`flex ${asideStays ? '' : 'flex-wrap'} items-center justify-between gap-x-4 gap-y-1 ${flush ? 'border-b border-line px-6 py-4 max-sm:px-4' : children === undefined ? '' : 'mb-4'}`}
            >
              {title === undefined ? null : (
                <Heading id={titleId} className="font-semibold">
                  {title}
                </Heading>
              )}
              {aside === undefined ? null : <div className="text-sm text-muted">{aside}</div>}
            </div>
          ) : null}
          {children}
        </div>
      ) : null}
      {footer}
    </section>
  )
}
