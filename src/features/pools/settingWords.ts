import type { PoolSetting } from '../../vault/protocol/pools.ts'

/** A setting as it stands now, beside the one that is wished for. */
export type Wish = {
  wanted: Exclude<PoolSetting, { of: 'deletion protection' }>
  /** How many sessions a user may have now. */
  maxPerUser?: number
  ssoMinutes?: number
  tracking?: boolean
}

/** The question that a change asks, the button that answers it, and what it means: what it does, and what it does not. */
export function wordsOf({ wanted, ...now }: Wish): {
  question: string
  button: string
  done: string
  consequences: readonly string[]
} {
  if (wanted.of === 'client') return reuseWords(wanted.ssoMinutes, now.ssoMinutes ?? 60)
  if (wanted.tracking && now.tracking === false) {
    return {
      question: 'Switch session tracking on',
      button: 'Switch tracking on',
      done: 'Session tracking is on',
      consequences: ['Sessions that began before are not listed.', 'App clients’ minutes of SSO reuse count again.'],
    }
  }
  if (!wanted.tracking && now.tracking === true) {
    return {
      question: 'Switch session tracking off',
      button: 'Switch tracking off',
      done: 'Session tracking is off',
      consequences: [
        'Cognito forgets its records of sessions: nobody can see or end single ones any more.',
        'Nobody is signed out by it.',
        'App clients keep their minutes of SSO reuse, which count again once tracking is on.',
      ],
    }
  }
  const lower = wanted.maxPerUser < (now.maxPerUser ?? 20)
  return {
    question: `${lower ? 'Lower' : 'Raise'} the limit to ${counted(wanted.maxPerUser)} per user`,
    button: `${lower ? 'Lower' : 'Raise'} the limit`,
    done: `A user may have ${counted(wanted.maxPerUser)}`,
    consequences: lower
      ? [
          'It signs nobody out now: whoever has more keeps them until their next sign-in.',
          'At that sign-in the sessions that were not used for longest end, until the limit is met.',
        ]
      : ['Nothing ends by it. From now on a user’s oldest session ends later.'],
  }
}

function reuseWords(minutes: number, before: number) {
  const never = minutes === 0
  const question = never ? 'Stop reusing SSO sessions' : `Reuse SSO sessions for ${minutesText(minutes)}`
  return {
    question,
    button: never ? 'Stop reusing them' : `Reuse for ${minutesText(minutes)}`,
    done: never ? 'This app client always asks again' : `SSO sessions are reused for ${minutesText(minutes)}`,
    consequences: never
      ? [
          'This app client asks for a sign-in each time.',
          'The browser’s SSO session goes on all the same: other app clients may reuse it.',
        ]
      : [
          `Counted from the last time that somebody typed a password${minutes > before ? ', so a stolen browser signs in for longer' : ''}.`,
          'Nobody is signed out by it, and tokens live as long as before.',
        ],
  }
}

/** `1 hour`, `90 minutes`, `2 days`. */
export function minutesText(minutes: number): string {
  if (minutes === 0) return 'never'
  const [size, unit] = minutes % 1_440 === 0 ? [1_440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute']
  const count = minutes / size
  return `${count.toLocaleString()} ${unit}${count === 1 ? '' : 's'}`
}

/** Why a pool’s plan does not let sessions be tracked; undefined where it does, or where the plan is not known. */
export function planBlocks(plan: string | undefined): string | undefined {
  if (plan !== 'LITE') return undefined
  return 'The Lite plan has no session tracking. It is part of the Essentials and Plus plans.'
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'session' : 'sessions'}`
}
