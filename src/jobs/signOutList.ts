import type { UserSearch } from '../lib/userSearch.ts'
import type { User, UserPage } from '../vault/protocol/users.ts'
import type { Ask } from './audit.ts'
import type { Item } from './job.ts'
import type { NamedUsers } from './listText.ts'
import { isSame, type SignedInNow, theirSignIn } from './signedIn.ts'
import type { SignOutSource } from './source.ts'
import type { Share, Work } from './work.ts'

/** Whose job it is: it goes on under nobody else's sign-in. */
export type Starter = { poolId: string; username: string; email?: string }

/** Somebody who is to be signed out. `known` where a list of Cognito's has shown them. */
export type Listed = {
  username: string
  /** Their name or address, for people to read. */
  who?: string
  sub?: string
  status?: string
  enabled?: boolean
}

/** One step of finding out who is meant. */
export type ListTarget =
  | { of: 'page'; next?: string }
  /** A line that is no user name: an address, a phone number or a sub. */
  | { of: 'look up'; text: string; attribute: 'email' | 'phone_number' | 'sub' }
  /** User names, which Cognito takes as they are. */
  | { of: 'as given'; names: readonly string[] }

/** What a step found. A line that several people share names nobody. */
export type ListResult = { users: readonly Listed[]; shared?: string }

/** Of a list of people, what the job needs to know as a whole. */
export type ListDetails = {
  poolId: string
  poolName: string
  by: Starter
  /** Where they come from; a list itself is in the items. */
  source: Exclude<SignOutSource, { of: 'selection' | 'list' }> | { of: 'selection' | 'list'; poolId: string }
  /** What reading a list has already left out. */
  lines?: Omit<NamedUsers, 'names'>
}

/** Everybody who is meant, and who is left out and why. */
export type Gathered = {
  users: readonly Listed[]
  /** True when the operator was among them, who is left out. */
  operator: boolean
  /** Further mentions of somebody who is in already. */
  merged: number
  /** Lines that name several people, so nobody. */
  shared: readonly string[]
  /** Steps that Cognito refused. */
  refused: readonly Item<ListTarget, ListResult>[]
  disabled: number
}

/** Calls per second: Cognito lists users 30 times a second for an account, whoever asks (facts, part 6). */
export const listPace = 10

/** Names that are handed on in one step, without a call. */
const namesAtOnce = 5_000

/**
 * Finds out who is meant: reads pages of users, or looks up the lines of a list. It changes nothing at Cognito.
 * @param signedIn who is signed in at present: it goes on under nobody else's sign-in
 */
export function listWork(ask: Ask, signedIn: () => SignedInNow | undefined): Work<ListTarget, ListResult, ListDetails> {
  return {
    kind: 'sign-out list',
    isForPage: true,
    repeatable: true,
    denied: 'pause',
    shares: (): readonly Share[] => [],
    perform: async (target, { by, poolId, source }) => {
      theirSignIn('sign-out list', signedIn(), (now) => isSame(by, now))
      switch (target.of) {
        case 'as given':
          return { result: { users: target.names.map((username) => ({ username })) } }
        case 'look up': {
          const { text, attribute } = target
          const { users } = await ask('listUsers', {
            poolId,
            search: { attribute, match: 'is', value: text },
            paced: true,
          })
          if (users.length > 1) return { result: { users: [], shared: text } }
          // Cognito may still know the line as a user name: then the sign-out itself will say.
          return { result: { users: users.length === 0 ? [{ username: text }] : users.map(listed) } }
        }
        case 'page': {
          const page = await pageOf(ask, poolId, source, target.next)
          const more: ListTarget[] = page.next === undefined ? [] : [{ of: 'page', next: page.next }]
          return { result: { users: page.users.map(listed) }, more }
        }
        default:
          return target satisfies never
      }
    },
  }
}

async function pageOf(
  ask: Ask,
  poolId: string,
  source: ListDetails['source'],
  next: string | undefined,
): Promise<UserPage> {
  if (source.of === 'group') return ask('listUsersInGroup', { poolId, group: source.group, next, paced: true })
  const search: UserSearch | undefined = source.of === 'search' ? source.search : undefined
  return ask('listUsers', { poolId, search, next, paced: true })
}

/** The steps that find out who a source means. */
export function stepsOf(source: SignOutSource): readonly ListTarget[] {
  if (source.of === 'selection') return given(source.usernames)
  if (source.of !== 'list') return [{ of: 'page' }]
  const steps: ListTarget[] = []
  const plain: string[] = []
  for (const text of source.list.names) {
    const attribute = attributeOf(text)
    if (attribute === undefined) plain.push(text)
    else steps.push({ of: 'look up', text, attribute })
  }
  return [...given(plain), ...steps]
}

function given(names: readonly string[]): readonly ListTarget[] {
  return Array.from({ length: Math.ceil(names.length / namesAtOnce) }, (_, at) => ({
    of: 'as given',
    names: names.slice(at * namesAtOnce, (at + 1) * namesAtOnce),
  }))
}

/** What a line is, if it is no plain user name. */
function attributeOf(text: string): 'email' | 'phone_number' | 'sub' | undefined {
  if (text.includes('@')) return 'email'
  if (/^\+\d{5,}$/.test(text)) return 'phone_number'
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? 'sub' : undefined
}

/** Puts together what the steps found: everybody once, and never the operator. */
export function gathered(items: readonly Item[], { by, poolId, lines }: ListDetails): Gathered {
  const users = new Map<string, Listed>()
  const shared: string[] = []
  const refused: Item<ListTarget, ListResult>[] = []
  let merged = lines?.merged ?? 0
  let operator = false
  const isOperator = poolId === by.poolId ? operatorIs(by) : () => false
  for (const item of items as readonly Item<ListTarget, ListResult>[]) {
    if (item.state === 'failed') refused.push(item)
    if (item.result === undefined) continue
    if (item.result.shared !== undefined) shared.push(item.result.shared)
    for (const user of item.result.users) {
      if (isOperator(user)) operator = true
      else if (users.has(user.username)) merged += 1
      else users.set(user.username, user)
    }
  }
  const all = [...users.values()]
  return { users: all, operator, merged, shared, refused, disabled: all.filter(isDisabled).length }
}

/** True where Cognito has said that the user is disabled. */
function isDisabled({ enabled }: Listed): boolean {
  return enabled === false
}

/** So many of the users, spread evenly over all of them. */
export function sampleOf(users: readonly Listed[], most = 20): readonly Listed[] {
  if (users.length <= most) return users
  return users.filter(
    (_, at) => Math.floor((at * most) / users.length) !== Math.floor(((at - 1) * most) / users.length),
  )
}

/** The names that are not the operator's own; in another pool every name is somebody else's. */
export function othersThan(by: Starter, poolId: string, names: readonly string[]): readonly string[] {
  const isOperator = operatorIs(by)
  return poolId === by.poolId ? names.filter((username) => !isOperator({ username })) : names
}

/** Names are compared without regard to case: in most pools it has none, and nobody should sign themselves out by it. */
function operatorIs({ username, email }: Starter): (user: Listed) => boolean {
  const own = new Set([username, email].map((name) => name?.toLowerCase()))
  return (user) => own.has(user.username.toLowerCase())
}

function listed({ username, name, email, sub, status, enabled }: User): Listed {
  const who = name ?? email
  return {
    username,
    status,
    enabled,
    ...(who === undefined ? {} : { who }),
    ...(sub === undefined || sub === username ? {} : { sub }),
  }
}
