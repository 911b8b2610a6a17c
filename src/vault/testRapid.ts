import type { OperationName, VaultOperations } from './protocol.ts'
import type { Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

/** How many requests of each operation of AWS's. */
export type Sends = Readonly<Record<string, number>>

/** A tab in which an operation can be asked for, with everything done that it needs. */
export type Stage<Name extends OperationName> = {
  world: World
  tab: Tab
  args: Parameters<VaultOperations[Name]>[0]
  /** Waits for what goes on after the answer. */
  over?: (answer: ReturnType<VaultOperations[Name]>) => Promise<unknown>
}

/** An operation of the vault's, and what it sends when it is asked for a hundred times at once. */
export type Row<Name extends OperationName> = {
  stage: () => Promise<Stage<Name>>
  sends: Sends
  /** What two tabs send together, where they share the session's lock. */
  inTwoTabs?: Sends
  /** Only the first is answered; the others are told that it was answered before. */
  once?: true
}

/** The rows of some operations. */
export type Rows<Name extends OperationName> = { [One in Name]: Row<One> }

/** Somebody who is signed in. */
export async function person(clientId: string = demo.storefront, who: readonly [string, string] = demo.ada) {
  const world = new World({ clientId })
  const tab = await world.openTab()
  await tab.signIn(who)
  return { world, tab }
}

/** What asks nothing of Cognito, however often. */
export function asksNothing<Name extends OperationName>(args: Stage<Name>['args']): Row<Name> {
  return { stage: async () => ({ ...(await person()), args }), sends: {} }
}

/** The answers to asking for it so often at once. */
export async function rapidly<Name extends OperationName>(
  { tab, args }: Pick<Stage<Name>, 'tab' | 'args'>,
  name: Name,
  times: number,
) {
  return Promise.allSettled(Array.from({ length: times }, async () => tab.run(name, args)))
}

/** The requests that left while `work` was done. */
export async function sentDuring(world: World, work: () => Promise<unknown>): Promise<Sends> {
  const before = world.calls.length
  await work()
  const sent: Record<string, number> = {}
  for (const { operation } of world.calls.slice(before)) sent[operation] = (sent[operation] ?? 0) + 1
  return sent
}
