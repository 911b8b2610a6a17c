import { spawnSync } from 'node:child_process'

/**
 * The AWS clients that the emulator's contract tests drive and npm does not install. The system's own come first: those
 * that Debian's packages put there.
 */
export const AWS_CLIENTS = /** @type {const} */ ({
  'AWS CLI': {
    package: 'awscli',
    variable: 'CURFEW_AWS_CLI',
    places: ['/usr/bin/aws', 'aws'],
    proof: ['--version'],
  },
  boto3: {
    package: 'python3-boto3',
    variable: 'CURFEW_PYTHON',
    places: ['/usr/bin/python3', 'python3'],
    proof: ['-c', 'import boto3'],
  },
})

/**
 * The command that runs one of them: the one that its variable names, else the system's own, else the first on the
 * PATH. Undefined when there is none that works.
 * @param {keyof typeof AWS_CLIENTS} name
 * @param {object} [machine] what to look at, instead of this machine
 * @param {NodeJS.ProcessEnv} [machine.env]
 * @param {(command: string, args: readonly string[]) => boolean} [machine.works] whether a command ends well
 * @returns {string | undefined}
 */
export function findAwsClient(name, { env = process.env, works = endsWell } = {}) {
  const { variable, places, proof } = AWS_CLIENTS[name]
  const asked = env[variable]
  if (asked === undefined || asked === '') return places.find((place) => works(place, proof))
  if (works(asked, proof)) return asked
  throw new Error(`${variable} names ${asked}, which cannot be run as ${name}.`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function endsWell(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
