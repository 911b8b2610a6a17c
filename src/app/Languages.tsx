import { chooseLanguage, language, type Language, languages } from '#language'
import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'

import { Button } from '../ui/Button.tsx'
import { vault } from '../vault/client.ts'

const offered = Object.entries(languages) as [Language, string][]

/** The languages to choose from, each by its own name. Another one is the page loaded again. */
export const Languages = () => {
  const state = useSyncExternalStore(vault.subscribe, vault.session, vault.session)
  const access = useSyncExternalStore(vault.subscribe, vault.access, vault.access)
  const inMemory = state.state === 'signed in' && state.session.memoryOnly
  const blocked = inMemory
    ? t`This session lasts as long as this page does: loading it again would lose it here.`
    : access.source === 'pasted'
      ? t`The pasted AWS credentials last as long as this page does: loading it again would forget them.`
      : undefined
  return (
    <div role="group" aria-label={t`Language`} className="flex gap-4">
      {offered.map(([code, name]) => (
        <Button
          key={code}
          id={code === language ? 'language' : undefined}
          lang={code}
          variant="quiet"
          size="inline"
          className={code === language ? '' : 'text-muted'}
          aria-pressed={code === language}
          blocked={code === language ? undefined : blocked}
          reason="tip"
          onClick={() => {
            if (code === language) return
            chooseLanguage(code)
            location.reload()
          }}
        >
          {name}
        </Button>
      ))}
    </div>
  )
}
