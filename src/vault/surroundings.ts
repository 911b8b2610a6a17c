import type { KeyHalves, VaultMessage } from './protocol.ts'

/** Everything of the outside world that the vault's state depends on, passed in so that tests can hold it. */
export type Surroundings = {
  /** The console's own origin, which managed login sends the browser back to. */
  readonly origin: string
  /** This machine's wall clock, milliseconds since the epoch. */
  now(): number
  sleep(ms: number): Promise<void>
  newId(): string
  /** What a person would call this browser. */
  deviceName: string
  /** Runs `work` while no other tab is inside a lock of this name. Waits a bounded time, then throws Failed `Busy`. */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Tells the other tabs that something on disk has changed, and nothing about it. */
  tellTabs(): void
  /** A message to the page. */
  emit(message: VaultMessage): void
  /** The key halves that came with the page's latest request. */
  halves(): KeyHalves
}
