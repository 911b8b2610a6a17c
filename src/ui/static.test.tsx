import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AppFrame, Environment } from './AppFrame.tsx'
import { Button } from './Button.tsx'
import { Checkbox } from './Checkbox.tsx'
import { Notice } from './Notice.tsx'
import { PageHeader } from './PageHeader.tsx'
import { Panel } from './Panel.tsx'
import { TextField } from './TextField.tsx'

// These stand in index.html before any script, under a policy that refuses style attributes.
const page = (
  <AppFrame environment={<Environment kind="Emulator" parts={['us-east-1', 'demo']} />}>
    <PageHeader title="Sign in" actions={<Button blocked="No domain is configured">Managed login</Button>} />
    <Panel title="Sign in">
      <TextField label="Password" name="password" type="password" hint="Of this pool" error="Not accepted" />
      <Checkbox label="This is a shared computer" name="shared" />
      <Button variant="primary" type="submit" busy="Signing in…">
        Sign in
      </Button>
      <Notice kind="warn" title="The emulator is not running" details="GET /_emulator/health" />
    </Panel>
  </AppFrame>
)

test('what is rendered ahead has no style attribute and no handler attribute', () => {
  const html = renderToString(page)
  expect(html).toContain('Managed login')
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/)
})

test('a blocked button stays in reach and points to its reason', () => {
  const html = renderToString(<Button blocked="No domain is configured">Managed login</Button>)
  const [, id = 'none'] = /aria-describedby="([^"]+)"/.exec(html) ?? []
  expect(html).toContain('aria-disabled="true"')
  expect(html).not.toMatch(/\sdisabled/)
  expect(html).toMatch(new RegExp(`id="${id}"[^>]*>No domain is configured`))
})

test('an error belongs to its field', () => {
  const html = renderToString(<TextField id="u" label="Username" hint="Or an email address" error="Type a name" />)
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('aria-describedby="u-hint u-error"')
  expect(html).toMatch(/id="u-error"[^>]*>.*Type a name/)
})
