import { t } from '@lingui/core/macro'

const furtherRegions = '[{ "region": "eu-west-1" }]'

/** What a setting of the config file should have been, where nothing else belongs to it. */
const words = {
  object: t`an object`,
  required: t`this setting is required`,
  'no such setting': t`no such setting: check its spelling`,
  file: t`a file beside index.html`,
  origin: t`an origin such as https://cognito-idp.eu-west-1.amazonaws.com (https, or http on this machine)`,
  region: t`an AWS Region such as eu-west-1`,
  'ways to sign in': t`a list of "managed login", "password" and "choice", the one to offer first at its head`,
  'each way once': t`each way to sign in once only`,
  domain: t`the address of managed login such as https://login.example.com (https and nothing after the host; an emulator on this machine may be http, with a path)`,
  'domain as well': t`a "domain" as well: managed login is on the pages of the user pool’s domain`,
  scopes: t`a list of OAuth scopes such as "openid" and "email", with "openid" among them`,
  'SSO minutes': t`the app client’s MaxValidityMinutes of SSO sessions, a whole number from 0 to 129600`,
  production: t`a regular expression for names and ids of production, such as "prod", of at most 200 characters`,
  'user name': t`a user name`,
  password: t`a password`,
  label: t`the name to show`,
  role: t`a few words, such as "an operator", or such words by language, "en" among them`,
  shows: t`a sentence on what there is to see as this person, or such sentences by language, "en" among them`,
  people: t`a list of people to offer at sign-in`,
  emulator: t`nothing: people to sign in as are offered on an emulator only, never against AWS`,
  name: t`a short name for this deployment, such as "demo"`,
  'user pool id': t`a user pool id such as eu-west-1_AbCdEfGhI`,
  '55 characters': t`at most 55 characters`,
  'app client id': t`an app client id: letters, digits, _ and + only`,
  '128 characters': t`at most 128 characters`,
  'app client name': t`the name of the app client, as people know it`,
  'app client names': t`names of app clients by their ids`,
  'identity pool id': t`an identity pool id such as eu-west-1:1234abcd-12ab-34cd-56ef-1234567890ab`,
  'further Regions': t`a list of further Regions, such as ${furtherRegions}`,
  'a Region': t`at least one Region`,
  '40 Regions': t`at most 40 Regions`,
  'refresh token days': t`the refresh token lifetime in days, a number`,
  '60 minutes': t`at least 60 minutes (0.0417 days)`,
  '3650 days': t`at most 3650 days`,
}

/** What a setting should have been; the words are told by `expectedText`. */
export type Expected = keyof typeof words | 'pool of the Region' | 'JSON'

/** What was expected of a setting. `said`: the Region of a pool, or why a text is no JSON. */
export function expectedText(expected: Expected, said = ''): string {
  switch (expected) {
    case 'pool of the Region': {
      const region = said
      return t`a pool of the Region "${region}"`
    }
    case 'JSON':
      return said === '' ? t`JSON (it cannot be read)` : t`JSON (${said})`
    default:
      return words[expected]
  }
}

/** What was found instead. A value stands as it is, since JSON is never one of these words. */
export function foundText(found: string): string {
  if (found === 'nothing') return t`nothing`
  return found === 'no answer' ? t`no answer` : found
}
