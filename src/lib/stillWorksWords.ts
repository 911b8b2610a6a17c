import type { Bound, SignOutKind, StillWorks } from './stillWorks.ts'

/** A line of "What still works, and until when" in words. */
export type StillWorksLine = {
  title: string
  why: string
  /** `over`: it does not work any more. `until`: it does, until a time. `stays`: nothing here ends it. `unused`: not part of this. */
  state: 'over' | 'until' | 'stays' | 'unused'
  until?: Date
  bound?: Bound
}

const titles: Record<StillWorks['what'], string> = {
  refresh: 'New tokens by refresh',
  operations: 'Cognito’s own user operations',
  offline: 'Servers that check tokens offline',
  'other devices': 'The same, for your other devices',
  'aws credentials': 'AWS credentials obtained through the identity pool',
  'managed login': 'Managed-login cookie in this browser',
}

/** Puts the reckoning into words. `preview` speaks of what will be, a receipt of what is. */
export function stillWorksLines(
  rows: readonly StillWorks[],
  kind: SignOutKind,
  preview: boolean,
): readonly StillWorksLine[] {
  return rows.map(({ what, works }) => ({
    title: titles[what],
    why: why(what, works.state, kind, preview),
    ...stateOf(works),
  }))
}

function stateOf(works: StillWorks['works']): Pick<StillWorksLine, 'state' | 'until' | 'bound'> {
  switch (works.state) {
    case 'no':
      return { state: 'over' }
    case 'stays':
      return { state: 'stays' }
    case 'not used':
      return { state: 'unused' }
    case 'until':
      return { state: 'until', until: works.at, bound: works.bound }
    default:
      return works satisfies never
  }
}

function why(
  what: StillWorks['what'],
  state: StillWorks['works']['state'],
  kind: SignOutKind,
  preview: boolean,
): string {
  const over = state === 'no'
  switch (what) {
    case 'refresh':
      if (!over) return 'Cognito still accepts the refresh token'
      return preview ? 'The refresh token will be refused' : 'The refresh token is refused'
    case 'operations':
      if (!over) return 'Cognito still accepts the access token'
      return kind === 'everywhere'
        ? 'Refused for every session of yours'
        : 'Refused for this session; your other devices stay signed in'
    case 'offline':
      return over
        ? 'The access and ID tokens have expired'
        : 'API Gateway and others that look only at signature and expiry; nothing can end this earlier'
    case 'other devices':
      return 'Tokens issued elsewhere may have been given a day at most'
    case 'aws credentials':
      return over ? 'They have expired' : 'No sign-out ends them; they expire by themselves'
    case 'managed login':
      return state === 'stays' ? 'It can sign you back in without a password' : 'Not used in this session'
    default:
      return what satisfies never
  }
}
