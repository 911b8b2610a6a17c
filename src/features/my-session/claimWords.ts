import { t } from '@lingui/core/macro'
/** What each claim of a Cognito token means. Sources: Cognito's descriptions of its access and ID tokens. */
const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sub: t`The user’s id in the pool. It never changes, and is never given to anybody else`,
    iss: t`The user pool that issued the token`,
    client_id: t`The app client that the token was issued to`,
    aud: t`Whom the token is for: in an ID token, the app client`,
    token_use: t`What the token is for: calling APIs (access), or saying who somebody is (id)`,
    scope: t`What the token allows`,
    auth_time: t`When the person signed in; renewals do not change it`,
    iat: t`When this token was issued`,
    exp: t`When this token expires; a server that checks offline accepts it until then`,
    jti: t`This token’s own id`,
    origin_jti: t`The family: the same in every token of one sign-in. Cognito revokes by it`,
    event_id: t`The sign-in or renewal that made the token, as Cognito’s logs have it`,
    username: t`The user name in the pool`,
    version: t`The format of the token`,
    device_key: t`The device that the session is bound to`,
    nonce: t`What the app sent along with its request, to recognise the answer`,
    at_hash: t`A hash of the access token that was issued with this token`,
    acr: t`How strong the sign-in was`,
    amr: t`How the person signed in, factor by factor`,
    identities: t`The accounts of other providers that are linked to this user`,
    name: t`The person’s full name`,
    given_name: t`The person’s first name`,
    family_name: t`The person’s last name`,
    middle_name: t`The person’s middle name`,
    nickname: t`What the person is called`,
    preferred_username: t`The user name that the person prefers`,
    email: t`The person’s email address`,
    email_verified: t`Whether the email address has been proven`,
    phone_number: t`The person’s phone number`,
    phone_number_verified: t`Whether the phone number has been proven`,
    address: t`The person’s postal address`,
    birthdate: t`The person’s date of birth`,
    gender: t`The person’s gender`,
    locale: t`The person’s language`,
    zoneinfo: t`The person’s time zone`,
    picture: t`The address of a picture`,
    profile: t`The address of a profile page`,
    website: t`The address of the person’s own site`,
    updated_at: t`When the person’s attributes last changed`,
    'cognito:username': t`The user name in the pool`,
    'cognito:groups': t`The groups of the pool that the user is in`,
    'cognito:roles': t`The AWS roles of those groups`,
    'cognito:preferred_role': t`The AWS role of the group that comes first`,
  }),
)

/** What a claim means; undefined for one that is not Cognito’s. */
export function claimMeaning(name: string): string | undefined {
  if (name.startsWith('custom:')) return t`An attribute that this pool defines itself`
  if (name.startsWith('dev:custom:')) return t`An attribute that this pool defines itself, for administrators only`
  return meanings.get(name)
}

/** Claims whose number is a time, in seconds since 1970. */
const times = new Set(['auth_time', 'iat', 'exp', 'updated_at'])

/** The moment in a claim that holds one. */
export function claimTime(name: string, json: string): Date | undefined {
  const seconds = Number(json)
  return times.has(name) && Number.isFinite(seconds) ? new Date(seconds * 1000) : undefined
}

/** A claim's value as it is read and copied: a text without its quotes, anything else as JSON. */
export function claimText(json: string): string {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}
