/* oxlint-disable no-restricted-imports -- the tests' other browsers sign in at the emulator; no part of the console imports this file */
import { control, signIn } from '../../emulator/testing.ts'
import type { AnyReceipt, ElsewhereReceipt, SessionList } from './protocol.ts'
import type { Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

/** This browser signed in, and `others` sessions of the same person elsewhere. */
export async function signedIn(others = 2, memoryOnly = false) {
  const world = new World()
  const elsewhere = []
  for (let at = 0; at < others; at += 1) elsewhere.push(await signIn(world.emulator))
  const tab = await world.openTab()
  await tab.signIn(demo.ada, memoryOnly)
  return { world, tab, elsewhere }
}

export const delay = (world: World, sessionDelayMs: number) =>
  control(world.emulator, 'PUT', 'settings', { sessionDelayMs })
export function tracked(list: SessionList) {
  if (list.state !== 'tracked') throw new Error(`not tracked: ${list.why}`)
  return list.sessions
}

export async function listed(tab: Tab) {
  return tracked(await tab.run('listSessions', {}))
}

export async function othersOn(tab: Tab) {
  return (await listed(tab)).filter(({ here }) => !here)
}

/** The lists that the page was told without asking, the last one last. */
export function shown(tab: Tab): readonly SessionList[] {
  return tab.messages.flatMap((message) =>
    message.kind === 'sessions' && message.news.list ? [message.news.list] : [],
  )
}

export function seenOf(tab: Tab, id: string): readonly ElsewhereReceipt[] {
  return tab.messages.flatMap((message) =>
    message.kind === 'receipt' && isElsewhere(message.receipt) && message.receipt.id === id ? [message.receipt] : [],
  )
}

function isElsewhere(receipt: AnyReceipt): receipt is ElsewhereReceipt {
  return receipt.operation === 'RevokeUserSession'
}

export async function receiptWhen(tab: Tab, id: string, wanted: (receipt: ElsewhereReceipt) => boolean) {
  const found = () => seenOf(tab, id).find(wanted)
  await tab.until(() => found() !== undefined)
  return found() as ElsewhereReceipt
}

export const everyStep = (wanted: (step: string) => boolean) => (receipt: ElsewhereReceipt) =>
  receipt.sessions.every(({ server }) => wanted(server.step))
export const answered = everyStep((step) => step !== 'waiting')
export const everyList = (state: string) => (receipt: ElsewhereReceipt) =>
  receipt.sessions.every(({ list }) => list.state === state)
