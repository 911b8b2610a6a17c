import { useState } from 'react'

import { Button } from '../../ui/Button.tsx'
import type { ButtonVariant } from '../../ui/buttonClass.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Specimen, Specimens } from './Specimen.tsx'

const variants: readonly ButtonVariant[] = ['primary', 'secondary', 'quiet', 'danger']
const ignore = () => undefined

const AnySwitch = () => {
  const [on, setOn] = useState(true)
  return <Switch label="Token revocation for Storefront" checked={on} onChange={setOn} />
}

/** What can be pressed, switched and filled in, in every state that it has. */
export const Controls = () => (
  <>
    <Panel title="Buttons" flush>
      <Specimens>
        {variants.map((variant) => (
          <Specimen key={variant} name={variant}>
            <Button variant={variant}>Sign out this device</Button>
          </Specimen>
        ))}
        <Specimen name="small">
          <Button size="small">Sign out</Button>
        </Specimen>
        <Specimen name="in a line">
          <Button size="inline" variant="quiet">
            Renew now
          </Button>
        </Specimen>
        <Specimen name="busy">
          <Button variant="primary" busy="Signing out">
            Sign out this device
          </Button>
        </Specimen>
        <Specimen name="cannot be used, and says why">
          <Button blocked="Revocation was off when this session began.">Sign out this device</Button>
        </Specimen>
        <Specimen name="copy">
          <CopyButton value="us-east-1_Demo00001" />
        </Specimen>
      </Specimens>
    </Panel>
    <Panel title="Switches and boxes" flush>
      <Specimens>
        <Specimen name="on and off">
          <AnySwitch />
        </Specimen>
        <Specimen name="waiting for Cognito">
          <Switch label="Token revocation for Kiosk" checked={false} busy="Switching on" onChange={ignore} />
        </Specimen>
        <Specimen name="cannot be used">
          <Switch
            label="Token revocation for Back office"
            checked
            blocked="Your role lacks cognito-idp:UpdateUserPoolClient."
            onChange={ignore}
          />
        </Specimen>
        <Specimen name="box">
          <Checkbox label="Shared computer" hint="Keeps the session in memory only" />
        </Specimen>
        <Specimen name="one of several">
          <Checkbox type="radio" name="style-choice" defaultChecked label="An authenticator app" />
        </Specimen>
      </Specimens>
    </Panel>
    <Panel title="Fields" flush>
      <Specimens>
        <Specimen name="empty">
          <TextField label="User name" />
        </Specimen>
        <Specimen name="with a hint">
          <TextField label="Code" hint="Six digits, from your authenticator app" inputMode="numeric" />
        </Specimen>
        <Specimen name="wrong">
          <TextField label="Pool name" defaultValue="prod-us" error="This is not the name of the pool." />
        </Specimen>
        <Specimen name="password">
          <TextField label="Password" type="password" defaultValue="not-a-password" autoComplete="off" />
        </Specimen>
        <Specimen name="choice">
          <SelectField
            label="Pool"
            choices={[
              { value: 'demo', label: 'demo' },
              { value: 'wholesale', label: 'wholesale' },
            ]}
          />
        </Specimen>
        <Specimen name="a name from right to left">
          <TextField label="Name" dir="auto" defaultValue="نور الهدى بنت عبد الرحمن بن عبد العزيز" />
        </Specimen>
      </Specimens>
    </Panel>
  </>
)
