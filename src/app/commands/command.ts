import { t } from '@lingui/core/macro'

import { callsOpen } from '../../features/calls/callsOpen.ts'

/** Something that the command palette finds, and that a shortcut may stand for. */
export type Command = {
  /** What it does, as a verb. */
  name: string
  /** More words that find it: those that somebody may type who has another name for it. */
  also?: string
  /** Two keys, one after the other. */
  keys?: string
  /** Only for whoever may be an operator. */
  operator?: true
} & ({ to: Path } | { href: Findings } | { focus: string; on?: Path } | { run: () => void })

/** The findings are a view of the app clients. */
type Findings = '/app-clients?view=findings'

/** The pages that a command can lead to. */
export type Path =
  | '/'
  | '/activity'
  | '/app-clients'
  | '/pools'
  | '/users'
  | '/jobs'
  | '/jobs/new'
  | '/leaked-token'
  | '/access'

/** Every page and every action that is more than a press away. An action leads to its button, which says what it ends. */
export const commands: readonly Command[] = [
  { name: t`Go to My session`, keys: 'g s', to: '/' },
  { name: t`Go to Activity`, keys: 'g a', to: '/activity' },
  { name: t`Go to App clients`, keys: 'g c', to: '/app-clients', operator: true },
  {
    name: t`Go to Findings`,
    also: t({ message: 'posture audit compare drift export', context: 'search words' }),
    href: '/app-clients?view=findings',
    operator: true,
  },
  { name: t`Go to Pools`, keys: 'g p', to: '/pools', operator: true },
  { name: t`Go to Users`, keys: 'g u', to: '/users', operator: true },
  { name: t`Go to Jobs`, keys: 'g j', to: '/jobs', operator: true },
  { name: t`Go to Leaked token`, keys: 'g l', to: '/leaked-token', operator: true },
  {
    name: t`Go to Access`,
    also: t({ message: 'credentials role policy', context: 'search words' }),
    keys: 'g x',
    to: '/access',
  },
  {
    name: t`Sign out this device`,
    also: t({ message: 'revoke log out', context: 'search words' }),
    focus: 'sign-out-this-device',
    on: '/',
  },
  {
    name: t`Sign out everywhere`,
    also: t({ message: 'global revoke log out', context: 'search words' }),
    focus: 'sign-out-everywhere',
    on: '/',
  },
  {
    name: t`Sign out all the others`,
    also: t({ message: 'revoke log out sessions', context: 'search words' }),
    focus: 'sign-out-others',
    on: '/',
  },
  { name: t`Renew the tokens`, also: t({ message: 'refresh', context: 'search words' }), focus: 'renew-now', on: '/' },
  {
    name: t`Sign out many users`,
    also: t({ message: 'bulk job list group', context: 'search words' }),
    to: '/jobs/new',
    operator: true,
  },
  {
    name: t`Find a user`,
    also: t({ message: 'search email phone name', context: 'search words' }),
    focus: 'find-users-by',
    on: '/users',
    operator: true,
  },
  { name: t`Create app client`, focus: 'create-app-client', on: '/app-clients', operator: true },
  {
    name: t`Write the policy for a role`,
    also: t({ message: 'iam permissions least privilege', context: 'search words' }),
    focus: 'policy-features',
    on: '/access',
  },
  {
    name: t`Export the activity`,
    also: t({ message: 'download csv json', context: 'search words' }),
    focus: 'export-activity',
    on: '/activity',
  },
  {
    name: t`Clear the activity`,
    also: t({ message: 'delete history', context: 'search words' }),
    focus: 'clear-activity',
    on: '/activity',
  },
  { name: t`Choose the language`, also: t({ message: 'Deutsch English', context: 'search words' }), focus: 'language' },
  {
    name: t`Open or close the calls`,
    also: t({ message: 'requests drawer log', context: 'search words' }),
    run: callsOpen.toggle,
  },
]

/** The commands of which every word that was typed is a part, in the order above. */
export function matching(all: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter(({ name, also = '' }) => {
    const where = `${name} ${also}`.toLowerCase()
    return words.every((word) => where.includes(word))
  })
}
