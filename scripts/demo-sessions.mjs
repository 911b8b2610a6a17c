// The demo's first person is signed in elsewhere too, so that "Where you're signed in" has something to show.

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const elsewhere = [
  {
    client: 'kiosk0demo00000client00003',
    address: '203.0.113.80',
    agoMs: 9 * dayMs,
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
  },
  {
    client: 'storefront0demo0client0001',
    address: '198.51.100.7',
    agoMs: 125 * minuteMs,
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  },
]

const places = {
  '198.51.100.7': { City: 'Portland', Country: 'United States' },
  '203.0.113.80': { Country: 'Norway' },
}

/**
 * Signs Ada in from two other browsers, some while ago. The emulator's clock is put back for each and is right again
 * afterwards, as are its settings.
 * @param {string} url the emulator's
 */
export async function signInElsewhere(url) {
  for (const { client, address, agoMs, agent } of elsewhere) {
    await control(url, 'PUT', 'settings', { address, places })
    await control(url, 'POST', 'clock', { advanceMs: -agoMs })
    try {
      await signIn(url, client, agent)
    } finally {
      await control(url, 'POST', 'clock', { advanceMs: agoMs })
      await control(url, 'PUT', 'settings', {})
    }
  }
}

/**
 * @param {string} url
 * @param {string} clientId
 * @param {string} agent
 */
async function signIn(url, clientId, agent) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      'user-agent': agent,
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Lamp-lit-1843' },
    }),
  })
  if (!response.ok) throw new Error(`The demo's other sessions could not begin: ${await response.text()}`)
}

/**
 * @param {string} url
 * @param {'POST' | 'PUT'} method
 * @param {string} path
 * @param {object} body
 */
async function control(url, method, path, body) {
  const headers = { 'x-curfew-control': '1', 'content-type': 'application/json' }
  const sent = { headers, body: JSON.stringify(body) }
  const response = await fetch(`${url}/_emulator/${path}`, { ...sent, method })
  if (!response.ok) throw new Error(await response.text())
}
