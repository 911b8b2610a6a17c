import { useEffect, useState } from 'react'

import { Button } from '../../ui/Button.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Controls } from './Controls.tsx'
import { Foundations } from './Foundations.tsx'
import { Messages } from './Messages.tsx'
import { Pictures } from './Pictures.tsx'

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

/** Every component in every state, for whoever builds pages. Nothing on it reaches Cognito. */
export const StylePage = () => {
  const [theme, setTheme] = useState<(typeof themes)[number][0]>('system')
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme !== 'system') dataset['theme'] = theme
    return () => {
      delete dataset['theme']
    }
  }, [theme])
  return (
    <>
      <PageHeader
        title="Style"
        subtitle="Every component that Curfew’s pages are made of, in every state that it has."
        actions={themes.map(([value, label]) => (
          <Button key={value} aria-pressed={theme === value} onClick={() => setTheme(value)}>
            {label}
          </Button>
        ))}
      />
      <Foundations />
      <Controls />
      <Messages />
      <Pictures />
    </>
  )
}
