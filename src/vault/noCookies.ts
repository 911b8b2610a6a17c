import { Failed } from '../lib/failure.ts'

/** The page has no cookie to keep a key half in: a session cannot be kept on this device. */
export const noCookies = new Failed({
  operation: 'vault',
  code: 'NoCookies',
  message: 'The page sent no key half to seal the session with.',
  class: 'rejected',
  attempts: 0,
})
