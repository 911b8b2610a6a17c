import { plural, t } from '@lingui/core/macro'

import { lifetimeText } from '../../lib/time.ts'
import type { PoolSetting } from '../../vault/protocol/pools.ts'

/** A setting as it stands now, beside the one that is wished for. */
export type Wish = {
  wanted: Exclude<PoolSetting, { of: 'deletion protection' }>
  /** How many sessions a user may have now. */
  maxPerUser?: number
  ssoMinutes?: number
  tracking?: boolean
}

/** The operation that carries out a wish. */
export function operationOf({ wanted }: Wish) {
  return wanted.of === 'pool' ? 'SetUserPoolSessionConfiguration' : 'SetUserPoolClientSessionConfiguration'
}

/** The wish that puts back what a wish has changed. Never set: off, 20 sessions, 60 minutes. */
export function undoing({ wanted, tracking = false, maxPerUser = 20, ssoMinutes = 60 }: Wish): Wish {
  if (wanted.of === 'client') return { wanted: { ...wanted, ssoMinutes }, ssoMinutes: wanted.ssoMinutes }
  const now = { tracking: wanted.tracking, maxPerUser: wanted.maxPerUser }
  return { wanted: { ...wanted, tracking, maxPerUser }, ...now }
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
      question: t`Switch session tracking on`,
      button: t`Switch tracking on`,
      done: t`Session tracking is on`,
      consequences: [
        t`Sessions that began before are not listed.`,
        t`A user’s sessions are limited from then on: at the limit a sign-in ends the one that was not used for longest.`,
        t`App clients’ minutes of SSO reuse count again.`,
      ],
    }
  }
  if (!wanted.tracking && now.tracking === true) {
    return {
      question: t`Switch session tracking off`,
      button: t`Switch tracking off`,
      done: t`Session tracking is off`,
      consequences: [
        t`Cognito forgets its records of sessions: nobody can see or end single ones any more.`,
        t`Nobody is signed out by it.`,
        t`App clients keep their minutes of SSO reuse, which count again once tracking is on; until then an hour holds for all.`,
      ],
    }
  }
  return limitWords(wanted.maxPerUser, now.maxPerUser ?? 20)
}

function limitWords(most: number, before: number) {
  const done = plural(most, { one: 'A user may have # session', other: 'A user may have # sessions' })
  if (most < before) {
    return {
      question: plural(most, {
        one: 'Lower the limit to # session per user',
        other: 'Lower the limit to # sessions per user',
      }),
      button: t`Lower the limit`,
      done,
      consequences: [
        t`It signs nobody out now: whoever has more keeps them until their next sign-in.`,
        t`At that sign-in the sessions that were not used for longest end, until the limit is met.`,
      ],
    }
  }
  return {
    question: plural(most, {
      one: 'Raise the limit to # session per user',
      other: 'Raise the limit to # sessions per user',
    }),
    button: t`Raise the limit`,
    done,
    consequences: [t`Nothing ends by it. From now on the session that was not used for longest ends later.`],
  }
}

function reuseWords(minutes: number, before: number) {
  if (minutes === 0) {
    return {
      question: t`Stop reusing SSO sessions`,
      button: t`Stop reusing them`,
      done: t`This app client always asks again`,
      consequences: [
        t`This app client asks for a sign-in each time.`,
        t`The browser’s SSO session goes on all the same: other app clients may reuse it.`,
      ],
    }
  }
  const time = minutesText(minutes)
  return {
    question: t`Reuse SSO sessions for ${time}`,
    button: t`Reuse for ${time}`,
    done: t`SSO sessions are reused for ${time}`,
    consequences: [
      minutes > before
        ? t`Counted from the last time that somebody typed a password, so a stolen browser signs in for longer.`
        : t`Counted from the last time that somebody typed a password.`,
      t`Nobody is signed out by it, and tokens live as long as before.`,
    ],
  }
}

/** `1 hour`, `90 minutes`, `2 days`. */
export function minutesText(minutes: number): string {
  if (minutes === 0) return t`never`
  if (minutes % 1_440 === 0) return lifetimeText({ value: minutes / 1_440, unit: 'days' })
  if (minutes % 60 === 0) return lifetimeText({ value: minutes / 60, unit: 'hours' })
  return lifetimeText({ value: minutes, unit: 'minutes' })
}

/** Why a pool’s plan does not let sessions be tracked; undefined where it does, or where the plan is not known. */
export function planBlocks(plan: string | undefined): string | undefined {
  if (plan !== 'LITE') return undefined
  return t`The Lite plan has no session tracking. It is part of the Essentials and Plus plans.`
}
