import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findAwsClient } from '../../scripts/aws-clients.mjs'
import { DEMO } from '../testing.ts'
import { awsEnvironment } from './awsEnvironment.ts'
import { contractEmulator } from './contractEmulator.ts'

/** boto3, over a socket. What it does stands in `boto3_story.py`. */

const emulator = contractEmulator()
const python = findAwsClient('boto3')
const story = fileURLToPath(new URL('boto3_story.py', import.meta.url))

// The reason stands in the name, because a name is all that the totals of npm test tell of a skipped test.
const title = python ? 'boto3' : 'boto3 (there is none: install python3-boto3, or set CURFEW_PYTHON)'

test.skipIf(python === undefined)(
  `${title} signs in, refreshes, revokes and switches revocation`,
  { timeout: 300_000 },
  async () => {
    const told = await new Promise<string>((resolve, reject) =>
      execFile(
        python ?? '',
        [story, emulator.url(), DEMO.pool, DEMO.storefront],
        { env: awsEnvironment() },
        (error, out, complaint) => (error ? reject(new Error(complaint)) : resolve(out)),
      ),
    )
    const steps: unknown[] = told
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(steps).toEqual([
      ['sign in', 'ok'],
      ['refresh', 'ok'],
      ['revoke', 'ok'],
      ['revoke again', 'ok'],
      ['refresh afterwards', 'NotAuthorizedException', 'Refresh Token has been revoked'],
      ['get user afterwards', 'NotAuthorizedException', 'Access Token has been revoked'],
      ['sign in anew', 'ok'],
      ['switch off', 'ok'],
      ['only the switch changed', true],
      ['revoke while it is off', 'UnsupportedOperationException'],
      ['switch on', 'ok'],
      ['everything is as before', true],
      ['global sign-out', 'ok'],
      ['and again', 'NotAuthorizedException', 'Access Token has been revoked'],
    ])
  },
)
