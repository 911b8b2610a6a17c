import { AWS_CLIENTS, findAwsClient } from './aws-clients.mjs'
import { installDebianPackages } from './debian.mjs'

/**
 * Makes sure, where it can, that there are an AWS CLI and a boto3 for the emulator's contract tests, and says what it
 * does. Without them those tests are skipped, and npm test names them. Throws where a variable names what does not work.
 */
export function installAwsClients() {
  const names = /** @type {(keyof typeof AWS_CLIENTS)[]} */ (Object.keys(AWS_CLIENTS))
  const missing = names.filter((name) => findAwsClient(name) === undefined)
  if (missing.length === 0) return
  process.stdout.write(`There is no ${missing.join(' and no ')}. Trying the system's packages.\n`)
  installDebianPackages(missing.map((name) => AWS_CLIENTS[name].package))
  for (const name of missing) {
    if (findAwsClient(name) !== undefined) continue
    process.stdout.write(
      `${name} could not be installed, so the tests that drive it are skipped. ` +
        `Install it, or set ${AWS_CLIENTS[name].variable} to the path of one.\n`,
    )
  }
}
