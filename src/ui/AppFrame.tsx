import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Brand } from './Brand.tsx'

type AppFrameProps = {
  /** The brand as a link home; plain when there is nowhere to go. */
  brand?: ReactNode
  /** Links styled with `navLinkClass`. */
  nav?: ReactNode
  /** The links of a second group, as `nav`: with them the links get a row of their own, at every width. */
  moreNav?: { label: string; links: ReactNode } | undefined
  environment?: ReactNode
  /** Buttons at the far end: calls, account. */
  tools?: ReactNode
  /** Under the page: quiet links, from one side to the other. */
  foot?: ReactNode
  /** Frames the page in its own colour: what is done here is done to production. */
  production?: boolean | undefined
  width?: 'page' | 'wide' | undefined
  /** Stands at the foot of the window, under the page. */
  drawer?: ReactNode
  children: ReactNode
}

export const AppFrame = (props: AppFrameProps) => {
  const { brand = <Brand />, nav, moreNav, environment, tools, foot, production, width = 'page', drawer } = props
  return (
    <div className={`flex min-h-dvh flex-col ${production ? 'border-4 border-b-0 border-danger' : ''}`}>
      <a
        href="#main"
        className="sr-only rounded-sm bg-raised font-semibold focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:px-4 focus:py-2"
      >
        <Trans>Skip to content</Trans>
      </a>
      <header className="border-b border-line">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-8 py-3 max-md:px-4">
          {brand}
          {nav === undefined ? null : (
            <nav
              aria-label={t`Pages`}
              className={`flex gap-0.5 print:hidden max-md:-mx-4 max-md:w-[calc(100%+2rem)] max-md:overflow-x-auto max-md:pr-10 max-md:pl-4 max-md:[mask-image:linear-gradient(to_right,transparent,black_1rem,black_calc(100%-3rem),transparent)] max-md:[scrollbar-width:none] ${moreNav === undefined ? 'max-md:order-last' : 'order-last w-full md:-mx-2.5'}`}
            >
              {nav}
              {moreNav === undefined ? null : (
                <>
                  <span aria-hidden="true" className="mx-2 my-2 w-px shrink-0 bg-line" />
                  <div role="group" aria-label={moreNav.label} className="flex gap-0.5">
                    {moreNav.links}
                  </div>
                </>
              )}
            </nav>
          )}
          <div className="ml-auto flex flex-wrap items-center justify-end gap-x-4 gap-y-2 empty:hidden max-sm:contents">
            {environment === undefined ? null : <div className="max-sm:order-2 max-sm:ml-auto">{environment}</div>}
            {tools === undefined ? null : (
              <div className="flex gap-2 max-sm:order-1 max-sm:ml-auto print:hidden">{tools}</div>
            )}
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={`mx-auto flex w-full grow flex-col gap-6 px-8 pt-8 pb-16 max-md:px-4 max-sm:pt-5 ${width === 'page' ? 'max-w-[calc(var(--container-page)+4rem)]' : 'max-w-wide'}`}
      >
        {props.children}
      </main>
      {foot === undefined ? null : (
        <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-8 py-2 text-sm text-muted max-md:px-4 print:hidden">
          {foot}
        </footer>
      )}
      {drawer}
    </div>
  )
}

/** Holds the room of `environment` and `tools` until they are known: nothing may move under whoever is typing already. */
export const toCome = {
  environment: <span className="inline-flex w-48 border border-transparent px-3 py-0.5 text-sm">&nbsp;</span>,
  tools: <span className="h-8 px-8" />,
}

type EnvironmentProps = {
  /** What this is: "Emulator", "AWS". */
  kind: string
  /** Region, account, pool. */
  parts: readonly string[]
  production?: boolean | undefined
}

export const Environment = ({ kind, parts, production }: EnvironmentProps) => (
  <span
    className={`inline-flex max-w-full flex-wrap rounded-lg border px-3 py-0.5 text-sm text-muted ${production ? 'border-danger bg-danger-tint' : 'border-line'}`}
  >
    <span className="sr-only">{t`Connected to`} </span>
    {[production ? t`Production ${kind}` : kind, ...parts].map((part, at, all) => (
      <span key={part} className={at > 0 ? '' : `font-semibold ${production ? 'text-danger' : 'text-ink'}`}>
        {part}
        {at + 1 < all.length ? <span className="mx-1.5 font-normal text-muted">·</span> : null}
      </span>
    ))}
  </span>
)
