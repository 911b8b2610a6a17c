import { expect, it } from 'vitest'

import { emulatorControl } from '../emulator/client.ts'
import { startServer } from '../emulator/server.ts'
import { signInElsewhere } from './demo-sessions.mjs'

async function call(url: string, operation: string, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  })
  return response.json()
}

it('signs Ada in from two other browsers, days and hours ago, and leaves clock and settings as they were', async () => {
  const emulator = await startServer({ port: 0 })
  const control = emulatorControl(emulator.url)
  const before = await control.settings()
  await signInElsewhere(emulator.url)
  expect(await control.settings()).toEqual(before)
  expect(Math.abs((await control.clock()).nowMs - Date.now())).toBeLessThan(60_000)
  const { AuthenticationResult } = (await call(emulator.url, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'storefront0demo0client0001',
    AuthParameters: { USERNAME: 'ada', PASSWORD: 'Lamp-lit-1843' },
  })) as { AuthenticationResult: { AccessToken: string } }
  const { AccessToken } = AuthenticationResult
  const { Sessions } = (await call(emulator.url, 'ListUserSessions', { AccessToken })) as {
    Sessions: { DeviceType: string; CreateDate: number; LastLocation: object; IsCurrentSession: boolean }[]
  }
  await emulator.close()
  const others = Sessions.filter(({ IsCurrentSession }) => !IsCurrentSession)
  const oldest = Math.min(...others.map(({ CreateDate }) => CreateDate))
  expect(Date.now() / 1000 - oldest).toBeGreaterThan(8 * 86_400)
  expect(new Map(others.map(({ DeviceType, LastLocation }) => [DeviceType, LastLocation]))).toEqual(
    new Map([
      ['Firefox 153 / Windows 10', { Country: 'Norway' }],
      ['Safari 26 / iOS 26.0', { City: 'Portland', Country: 'United States' }],
    ]),
  )
})
