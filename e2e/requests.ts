import type { BrowserContext } from '@playwright/test'

import type { World } from './fixtures.ts'

/** The requests of one operation, from the emulator's log. */
export async function sent(world: World, operation: string) {
  return (await world.emulator.log()).filter((entry) => entry.operation === operation)
}

/** The operations that the console asked the emulator for, in order; preflights left out. */
export async function operationsAsked(world: World): Promise<string[]> {
  const log = await world.emulator.log()
  return log.map(({ operation }) => operation).filter((operation) => operation !== 'preflight')
}

/** The bodies of all requests of a browser, from now on; or of those of one operation alone. */
export function bodiesSent(context: BrowserContext, operation = ''): string[] {
  const bodies: string[] = []
  context.on('request', (request) => {
    const target = request.headers()['x-amz-target'] ?? ''
    if (target.endsWith(operation)) bodies.push(request.postData() ?? '')
  })
  return bodies
}
