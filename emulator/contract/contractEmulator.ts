import { afterAll, beforeAll, beforeEach } from 'vitest'
import { emulatorControl, type EmulatorControl } from '../client.ts'
import { createEmulatorKeys, type Seed } from '../index.ts'
import { type EmulatorServer, startServer } from '../server.ts'

/** What the tests of a client need to know of the emulator that they drive over a socket. */
export interface ContractEmulator {
  /** Where it listens, without a slash at the end. */
  readonly url: () => string
  readonly control: () => EmulatorControl
  /** What really came, in order: `Operation`, or `Operation: ErrorName` where it was refused. Empties the log. */
  readonly requests: () => Promise<string[]>
}

/** Serves an emulator to the tests of the file that calls this, planted anew before each of them. */
export function contractEmulator(seed: Seed | 'demo' = 'demo'): ContractEmulator {
  let server: EmulatorServer | undefined
  const url = () => {
    if (!server) throw new Error('The emulator is served while a test runs, not before.')
    return server.url
  }
  const control = () => emulatorControl(url())
  beforeAll(async () => {
    server = await startServer({ port: 0, keys: createEmulatorKeys(), seed })
  })
  beforeEach(() => control().reset())
  afterAll(() => server?.close())
  return {
    url,
    control,
    async requests() {
      const entries = await control().log()
      await control().clearLog()
      return entries.map(({ operation, errorCode }) => (errorCode ? `${operation}: ${errorCode}` : operation))
    },
  }
}

/** How the emulator answers an unsigned call, in one line: `ok`, or `Name: message`. It is not left in the log. */
export async function asked(emulator: ContractEmulator, operation: string, body: object): Promise<string> {
  const response = await fetch(emulator.url(), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  await emulator.control().clearLog()
  if (response.ok) return 'ok'
  const { __type, message }: { __type: string; message: string } = JSON.parse(text)
  return `${__type}: ${message}`
}
