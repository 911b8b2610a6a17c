/**
 * Somebody's tokens, straight from the emulator: signed in elsewhere, with `userAgent` as the browser.
 * @param {import('@playwright/test').Page} page
 * @param {string} USERNAME
 * @param {string} PASSWORD
 * @param {string} [userAgent]
 * @returns {Promise<{ AccessToken: string, RefreshToken: string }>}
 */
export async function tokensOf(page, USERNAME, PASSWORD, userAgent = 'node') {
  const { endpoints, clientId } = await (await fetch(new URL('/config.json', page.url()))).json()
  const answer = await fetch(endpoints.cognitoIdp, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      'user-agent': userAgent,
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  })
  return (await answer.json()).AuthenticationResult
}
