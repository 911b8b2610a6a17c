import type { ActRequest, OperatorReceipt } from './protocol/acts.ts'
import type { Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

/** An operator at work, as a user of their own pool. */
export async function operating() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  const { users } = await tab.run('listUsers', { poolId: demo.pool })
  const sub = users.find(({ username }) => username === 'rhea')?.sub
  return { world, tab, rhea: { poolId: demo.pool, username: 'rhea', sub } }
}

/** Every state of a receipt that the page was told. */
export function seen(tab: Tab, id: string): readonly OperatorReceipt[] {
  return tab.messages.flatMap((message) =>
    message.kind === 'receipt' && message.receipt.kind === 'a user' && message.receipt.id === id
      ? [message.receipt]
      : [],
  )
}

/** The receipt once nothing of it waits any more, neither an act nor the proof. */
export async function act(tab: Tab, request: ActRequest): Promise<OperatorReceipt> {
  const { receiptId } = await tab.run('beginActs', request)
  const last = () => seen(tab, receiptId).at(-1)
  await tab.until(
    () => last()?.acts.every(({ at }) => at.state !== 'waiting') === true && last()?.own?.proof?.state !== 'waiting',
  )
  return last() as OperatorReceipt
}
