import { expect } from './fixtures.ts'
import { diskTest } from './profile.ts'
import { expectTitle, signIn, signOutThisDevice } from './steps.ts'

/**
 * Runs of a token's bytes that are in no other text, as UTF-8 and as UTF-16: the disk's formats may cut and compress what
 * is longer, or repeats.
 */
function runsOf(secrets: readonly string[]): readonly Buffer[] {
  const tokens = secrets.filter((secret) => secret.startsWith('eyJ'))
  const runs = tokens.flatMap((token) => {
    const last = token.split('.').at(-1) ?? ''
    return [last.slice(0, 20), last.slice(-20), token.slice(-60, -40)].filter((run) => run.length === 20)
  })
  return runs.flatMap((run) => [Buffer.from(run, 'latin1'), Buffer.from(run, 'utf16le')])
}

function found(files: readonly Buffer[], runs: readonly Buffer[]): number {
  return runs.filter((run) => files.some((file) => file.includes(run))).length
}

for (const leaving of ['signing out', 'closing the browser'] as const) {
  diskTest(`X-4: after ${leaving} no token is anywhere in the browser’s profile on disk`, async ({ profile }) => {
    await signIn(profile.page)
    await profile.page.getByRole('button', { name: 'Renew now' }).click()
    await profile.page.reload()
    await expectTitle(profile.page, 'Signed in as Ada Lovelace')
    if (leaving === 'signing out') {
      await signOutThisDevice(profile.page)
      await expectTitle(profile.page, 'Signed out, and Cognito agrees')
    }
    await profile.close()
    const runs = runsOf(profile.canaries.secrets)
    expect(runs.length).toBeGreaterThan(12)
    expect(found(profile.files(), runs)).toBe(0)
  })
}

diskTest('X-4, control: a token that a page keeps as it is, is found there, deleted or not', async ({ profile }) => {
  const { page } = profile
  await signIn(page)
  const tokens = () => profile.canaries.secrets.filter((secret) => secret.startsWith('eyJ'))
  // They are read from the answers a moment after the page has them.
  await expect.poll(() => tokens().length).toBeGreaterThan(0)
  const [token = ''] = tokens()
  await page.evaluate(async (kept) => {
    localStorage.setItem('kept', kept)
    const db = await new Promise<IDBDatabase>((done) => {
      const asking = indexedDB.open('careless', 1)
      asking.addEventListener('upgradeneeded', () => asking.result.createObjectStore('tokens'))
      asking.addEventListener('success', () => done(asking.result))
    })
    const writing = db.transaction('tokens', 'readwrite', { durability: 'strict' })
    writing.objectStore('tokens').put(kept, 'kept')
    await new Promise((done) => {
      writing.addEventListener('complete', done)
    })
    const deleting = db.transaction('tokens', 'readwrite', { durability: 'strict' })
    deleting.objectStore('tokens').delete('kept')
    await new Promise((done) => {
      deleting.addEventListener('complete', done)
    })
    localStorage.removeItem('kept')
    db.close()
  }, token)
  await profile.close()
  expect(found(profile.files(), runsOf([token]))).toBeGreaterThan(0)
})
