// @ts-nocheck: a script of measurements.
// What the bench of the table puts into the page's own databases. Each function runs in the page, and sees nothing else.

/** Puts an audit of so many app clients into the page's database, as the job machine would have left it. */
export async function fillAudit({ rows, owner }) {
  const db = await new Promise((done, failed) => {
    const request = indexedDB.open('curfew-jobs')
    request.addEventListener('success', () => done(request.result))
    request.addEventListener('error', () => failed(request.error))
  })
  const at = new Date(Date.now() + 60_000)
  const counts = { waiting: 0, 'under way': 0, done: rows + 40, failed: 0, 'not known': 0 }
  const job = { id: 'bench', kind: 'audit', details: { owner }, createdAt: at, counts, throttled: 0, pace: 30 }
  const transaction = db.transaction(['jobs', 'items'], 'readwrite')
  const items = transaction.objectStore('items')
  transaction.objectStore('jobs').put({ ...job, status: 'finished', at })
  const lifetime = (value, unit, seconds) => ({ value, unit, seconds: value * seconds })
  const item = (n, target, result) => ({ job: 'bench', n, target, state: 'done', tries: 1, at, result })
  for (let n = 0; n < 40; n += 1) {
    const about = { region: 'us-east-1', poolId: `us-east-1_Bench${n}`, poolName: `pool ${n}` }
    items.put(
      item(
        n,
        { of: 'pool', ...about },
        {
          pool: {
            id: about.poolId,
            name: about.poolName,
            plan: 'ESSENTIALS',
            deletionProtection: n % 4 !== 0,
            tracksDevices: false,
          },
        },
      ),
    )
  }
  for (let n = 0; n < rows; n += 1) {
    const name = `Client ${(n * 7_919) % rows} of ${['shop', 'portal', 'kiosk', 'import'][n % 4]}`
    const about = { region: 'us-east-1', poolId: `us-east-1_Bench${n % 40}`, poolName: `pool ${n % 40}` }
    const client = {
      poolId: about.poolId,
      id: `${((n + 1) * 104_729).toString(36)}bench${n.toString(36)}`.padStart(26, '0'),
      name,
      confidential: n % 3 === 0,
      revocation: n % 5 !== 0,
      accessToken: lifetime(1 + (n % 4), 'hours', 3_600),
      idToken: lifetime(1, 'hours', 3_600),
      refreshToken: lifetime(30 + (n % 9 === 0 ? 60 : 0), 'days', 86_400),
      rotation: n % 2 === 0,
      authFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      hidesUsers: n % 7 !== 0,
      oauthFlows: n % 11 === 0 ? ['implicit'] : ['code'],
      callbackUrls: ['https://example.com/'],
      lastModified: new Date(at.getTime() - n * 60_000),
    }
    items.put(item(40 + n, { of: 'app client', ...about, clientId: client.id, clientName: name }, { client }))
  }
  await new Promise((done) => transaction.addEventListener('complete', done))
  db.close()
}

/** Fills the activity with an operator's changes. */
export async function fillActivity({ entries, place }) {
  const db = await new Promise((done, failed) => {
    const request = indexedDB.open('curfew')
    request.addEventListener('success', () => done(request.result))
    request.addEventListener('error', () => failed(request.error))
  })
  const transaction = db.transaction('activity', 'readwrite')
  for (let n = 0; n < entries; n += 1) {
    transaction.objectStore('activity').put({
      id: `bench-${n}`,
      place,
      at: new Date(Date.now() - n * 60_000),
      kind: 'operator change',
      operation: ['UpdateUserPoolClient', 'AdminUserGlobalSignOut', 'AdminForgetDevice'][n % 3],
      target: `user ${['ada', 'grace', 'kiosk'][n % 3]}-${n}`,
      outcome: n % 10 === 0 ? 'refused' : 'done',
      requestId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    })
  }
  await new Promise((done) => transaction.addEventListener('complete', done))
  db.close()
}
