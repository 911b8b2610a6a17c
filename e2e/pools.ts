import { createHmac } from 'node:crypto'

import { expect, type World } from './fixtures.ts'

const poolId = 'us-east-1_SignIn001'
const clientId = 'doors0000000000000client01'

/** The config of a console for the pools that are planted here. */
export const poolConfig = { userPoolId: poolId, clientId, clientName: 'Doors', demo: undefined }

/** The one person of most of these pools. */
export const vera = { username: 'vera', password: 'Quiet-harbour-12', name: 'Vera Lind' }

/** Her authenticator app's secret, where she has one. */
export const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const attributes = {
  name: vera.name,
  email: 'vera@example.com',
  email_verified: 'true',
  phone_number: '+4712345678',
  phone_number_verified: 'true',
}

/** What pools send text messages and emails with. */
export const texts = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } }
export const emails = { EmailMfaConfiguration: { Subject: 'Your code' } }
export const apps = { SoftwareTokenMfaConfiguration: { Enabled: true } }

type Parts = {
  /** CreateUserPool's and SetUserPoolMfaConfig's members. */
  pool?: object
  /** CreateUserPoolClient's. */
  client?: object
  /** The person, where something is different about her; the seed's own members. */
  user?: object
}

/** Replaces all that the emulator holds by one pool with one app client and one person. */
export async function plant(world: World, { pool = {}, client = {}, user = {} }: Parts): Promise<void> {
  await world.emulator.seed({
    version: 1,
    userPools: [
      {
        Id: poolId,
        PoolName: 'doors',
        UsernameConfiguration: { CaseSensitive: false },
        ...pool,
        Clients: [
          {
            ClientId: clientId,
            ClientName: 'Doors',
            ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
            EnableTokenRevocation: true,
            PreventUserExistenceErrors: 'ENABLED',
            ...client,
          },
        ],
        Users: [{ Username: vera.username, Password: vera.password, Attributes: attributes, ...user }],
      },
    ],
  })
}

/** The newest code that was sent by this channel, as soon as there is one. */
export async function codeSent(world: World, channel: 'EMAIL' | 'SMS'): Promise<string> {
  const newest = async () => (await world.emulator.codes()).findLast((sent) => sent.channel === channel)?.code ?? ''
  await expect.poll(newest).not.toBe('')
  return newest()
}

/** A code of the same length that is another one. */
export function otherThan(code: string): string {
  return code.replaceAll(/\d/g, (digit) => String((Number(digit) + 5) % 10))
}

/** What an authenticator app with this secret shows now, by the emulator's clock (RFC 6238: SHA-1, 30 s, six digits). */
export async function appCode(world: World, shownSecret: string): Promise<string> {
  const { nowMs } = await world.emulator.clock()
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(nowMs / 30_000)))
  const mac = createHmac('sha1', fromBase32(shownSecret)).update(step).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

/** Asks the emulator for an operation that needs no signature. */
export async function cognito(world: World, operation: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(world.emulator.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${operation} was refused: ${await response.text()}`)
  const text = await response.text()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

function fromBase32(text: string): Buffer {
  const bits = text.replaceAll(/[A-Z2-7]/g, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
