import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { expectSignedIn, expectSignInPage, expectTitle, signIn, signOutThisDevice } from './steps.ts'
import { recordsIn } from './kept.ts'
import { sent } from './requests.ts'

test.describe('a wrong config.json', () => {
  test.use({ configChanges: { clientId: 'not an id', regoin: 'eu' } })

  test('gets a page that names the field, what was found and what was expected', async ({ page }) => {
    await page.goto('/')
    await expectTitle(page, 'Curfew’s configuration needs mending')
    const problems = page.getByRole('list', { name: 'Problems in config.json' })
    const client = problems.getByRole('listitem').filter({ hasText: 'clientId' })
    await expect(client).toContainText('Expected: an app client id')
    await expect(client).toContainText('Found: "not an id"')
    await expect(problems.getByRole('listitem').filter({ hasText: 'regoin' })).toContainText('check its spelling')
  })
})

test('where less motion is wished for nothing fades: a new colour is there at once, and else it is not', async ({
  page,
}) => {
  await page.goto('/')
  const fading = async (reducedMotion: 'reduce' | 'no-preference') => {
    await page.emulateMedia({ reducedMotion })
    return page.getByRole('button', { name: 'Sign in', exact: true }).evaluate((button) => {
      button.style.transition = 'background-color 1s'
      button.getBoundingClientRect()
      button.style.backgroundColor = button.style.backgroundColor === 'teal' ? 'navy' : 'teal'
      return document.getAnimations().length
    })
  }
  expect(await fading('reduce')).toBe(0)
  expect(await fading('no-preference')).toBeGreaterThan(0)
})

test.describe('the strict policy', () => {
  test.use({ provoked: /Trusted|Content Security Policy|has been blocked|collector\.invalid/ })

  test('is in force: inline script, eval, markup, foreign requests and other workers are refused', async ({ page }) => {
    await page.goto('/')
    await expectSignInPage(page)
    const refused = await page.evaluate(async () => {
      const attempts: Record<string, () => unknown> = {
        // oxlint-disable-next-line typescript/no-implied-eval -- the policy has to refuse exactly this
        eval: () => new Function('return 1')(),
        markup: () => {
          document.createElement('div').innerHTML = '<b>x</b>'
        },
        'another worker': () => new Worker('/assets/none.js'),
        'a policy of one’s own': () =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('mine', {}),
        'a second policy of the same name': () =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('app-worker', {}),
      }
      const outcome: string[] = []
      // What the test driver evaluates at once is exempt from the policy; what runs later is not.
      await new Promise((done) => {
        setTimeout(done)
      })
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          attempt()
          outcome.push(`${name} went through`)
        } catch {
          // Refused, as it should be.
        }
      }
      try {
        await fetch('https://collector.invalid/')
        outcome.push('a foreign request went through')
      } catch {
        // Refused.
      }
      return outcome
    })
    expect(refused).toEqual([])
    await expect.poll(async () => violations(page)).toBeGreaterThan(0)
  })
})

test.describe('framed', () => {
  test.use({ provoked: /frame-ancestors|refused to connect|X-Frame-Options|Framing/i })

  test('inside somebody else’s page nothing is shown', async ({ page, world }) => {
    await page.goto(`${world.emulator.url}/_emulator/health`)
    await page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
    }, world.url)
    await expect.poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-error:'))).toBe(true)
    await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Sign in' })).toHaveCount(0)
  })
})

test('a page script that sends the vault every shape of message gets no token out of it', async ({ page, world }) => {
  await page.addInitScript(() => {
    const Native = globalThis.Worker
    globalThis.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        ;(globalThis as unknown as { vaultWorker: Worker }).vaultWorker = this
      }
    }
  })
  await signIn(page)
  const answers = await page.evaluate(async () => {
    const worker = (globalThis as unknown as { vaultWorker: Worker }).vaultWorker
    const operations = [
      'tokens',
      'readRecord',
      'getAccessToken',
      'fetch',
      'eval',
      'constructor',
      '__proto__',
      'hasOwnProperty',
      'check',
      'resume',
      'receipt',
      'describeAppClient',
      'open',
    ]
    const shapes = [
      undefined,
      null,
      {},
      [],
      'x',
      7,
      { url: 'https://collector.invalid' },
      { receiptId: '../x' },
      { poolId: 'a_b', clientId: '*' },
      {
        config: {
          region: 'eu-west-1',
          userPoolId: 'eu-west-1_x',
          clientId: 'y',
          endpoints: { cognitoIdp: 'https://collector.invalid' },
        },
      },
    ]
    const heard: string[] = []
    worker.addEventListener('message', (event) => heard.push(JSON.stringify(event.data)))
    let id = 100_000
    const asked: number[] = []
    for (const operation of operations) {
      for (const args of shapes) {
        for (const halves of [{}, { session: 'A'.repeat(43) }, null]) {
          id += 1
          asked.push(id)
          worker.postMessage({ id, operation, args, halves })
        }
      }
    }
    for (const junk of [null, 'x', 7, [], { id: 'x' }, { operation: 'check' }, new ArrayBuffer(8)])
      worker.postMessage(junk)
    while (!asked.every((one) => heard.some((text) => text.includes(`"id":${one}`)))) {
      await new Promise((done) => {
        requestAnimationFrame(done)
      })
    }
    return heard
  })
  expect(answers.length).toBeGreaterThan(380)
  expect(answers.join('\n')).not.toMatch(/eyJ[\w-]{10}/)
  await world.canaries.expectNoneIn([page])
  await expect.poll(() => world.canaries.count).toBeGreaterThan(2)
})

test('foreign window messages change nothing', async ({ page, world }) => {
  await signIn(page)
  await page.evaluate(() => {
    globalThis.postMessage({ kind: 'session', state: { state: 'signed out' } }, '*')
    new BroadcastChannel('curfew').postMessage({ generation: 999, state: 'signed out' })
  })
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => sent(world, 'GetTokensFromRefreshToken')).toMatchObject([{ status: 200 }])
  await expectSignedIn(page)
})

test('an address that leads nowhere says so, and leads back', async ({ page }) => {
  await signIn(page)
  await page.goto('/receipts/no-such-receipt')
  await expect(page.getByText('This receipt is not in this browser')).toBeVisible()
  await page.getByRole('button', { name: 'My session' }).click()
  await expectSignedIn(page)
  await page.goto('/nowhere')
  await expect(page.getByText('There is no page here')).toBeVisible()
})

test('after signing out no token is left in anything the browser keeps', async ({ page, world }) => {
  await signIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  const [session, ...others] = (await recordsIn(page, 'curfew: session')) as { state: string }[]
  expect(others).toEqual([])
  expect(session?.state).toBe('signed out')
  expect(Object.keys(session ?? {})).not.toContain('sealed')
  await expect.poll(async () => recordsIn(page, 'curfew: outbox')).toEqual([])
  await world.canaries.expectNoneIn([page])
})

async function violations(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let seen = 0
    await new Promise((done) => {
      setTimeout(done)
    })
    document.addEventListener('securitypolicyviolation', () => {
      seen += 1
    })
    try {
      document.createElement('div').innerHTML = '<b>x</b>'
    } catch {
      // Refused.
    }
    await new Promise((done) => {
      setTimeout(done)
    })
    return seen
  })
}
