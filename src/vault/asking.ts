import { Failed, type Failure } from '../lib/failure.ts'
import { currentHalves } from './halves.ts'
import type { OperationName, VaultMessage, VaultOperations, VaultRequest } from './protocol.ts'

type Waiting = { resolve: (value: never) => void; reject: (error: Failed) => void }

type Answer = Extract<VaultMessage, { kind: 'result' | 'failure' }>

/** What the worker says of its own accord. */
export type VaultNews = Exclude<VaultMessage, Answer>

/** What there has to be of the worker that is talked to. */
export type VaultPort = Pick<Worker, 'postMessage' | 'addEventListener'>

/** Typed requests to the worker, each with the key halves of its moment, and the answers to them. */
export class Asking {
  readonly #start: () => VaultPort
  readonly #hear: (news: VaultNews) => void
  readonly #waiting = new Map<number, Waiting>()
  #port: VaultPort | undefined
  #nextId = 1
  #lost = false

  constructor(start: () => VaultPort, hear: (news: VaultNews) => void) {
    this.#start = start
    this.#hear = hear
  }

  /** Starts the worker, so that its code loads beside the page's. Asking for anything starts it too. */
  wake(): VaultPort {
    if (this.#port === undefined) {
      this.#port = this.#start()
      this.#port.addEventListener('message', (event) => this.#receive((event as MessageEvent<VaultMessage>).data))
      this.#port.addEventListener('error', () => this.#lose())
      this.#port.addEventListener('messageerror', () => this.#lose())
    }
    return this.#port
  }

  /** Asks the worker for one of its operations, and gives the result. Rejects with Failed. */
  async ask<Name extends OperationName>(
    operation: Name,
    args: Parameters<VaultOperations[Name]>[0],
  ): Promise<ReturnType<VaultOperations[Name]>> {
    const id = this.#nextId
    this.#nextId += 1
    const request: VaultRequest = { id, operation, args, halves: currentHalves() }
    return new Promise((resolve, reject) => {
      if (this.#lost) {
        reject(new Failed(workerLost))
        return
      }
      this.#waiting.set(id, { resolve, reject })
      this.wake().postMessage(request)
    })
  }

  #receive(message: VaultMessage): void {
    if (message.kind === 'result' || message.kind === 'failure') this.#settle(message)
    else this.#hear(message)
  }

  #settle(message: Answer): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'failure') waiting?.reject(new Failed(message.failure))
    else waiting?.resolve(message.value as never)
  }

  /** The worker's script did not load, or broke: nobody waits for an answer to what it was asked, which cannot come. */
  #lose(): void {
    this.#lost = true
    for (const { reject } of this.#waiting.values()) reject(new Failed({ ...workerLost, attempts: 1 }))
    this.#waiting.clear()
  }
}

const workerLost: Failure = {
  operation: 'vault',
  code: 'WorkerLost',
  message: 'The worker could not be loaded, or stopped.',
  class: 'transient',
  attempts: 0,
}
