import { t } from '@lingui/core/macro'
import { vault } from '../vault/client.ts'

/** What stood in a field that had not been sent. */
export type Typed = { label: string; text: string }

/** What a session's end interrupted: fields to give back, and the names of those that are not kept. */
export type Interrupted = { fields: readonly Typed[]; lost: readonly string[] }

const keptTypes = new Set(['text', 'email', 'tel', 'url', 'number', 'textarea'])

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * What a person had typed when their session ended from elsewhere. It is kept in this tab's memory only, and given back
 * to nobody but the same person. Passwords, and fields that ask not to be remembered (`autocomplete="off"`: tokens,
 * confirmations), are named and dropped. What is typed into a search stands in the address.
 */
class TypedText {
  readonly #touched = new WeakSet<EventTarget>()
  readonly #listeners = new Set<() => void>()
  #who = ''
  #wasSignedIn = false
  #interrupted: Interrupted | undefined

  /** Begins to watch the page. Gives the way to stop. */
  watch(): () => void {
    const touch = ({ target }: Event) => void (target && this.#touched.add(target))
    document.addEventListener('input', touch, true)
    this.#who = who()
    this.#wasSignedIn = this.#who !== ''
    const unsubscribe = vault.subscribe(() => this.#follow())
    return () => {
      document.removeEventListener('input', touch, true)
      unsubscribe()
    }
  }

  /** What the last end of a session interrupted, if anything; whose it is stands firm by then. */
  interrupted = (): Interrupted | undefined => this.#interrupted

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The person has seen it. */
  drop(): void {
    this.#interrupted = undefined
    for (const listener of this.#listeners) listener()
  }

  #follow(): void {
    const state = vault.session()
    const now = who()
    const wasSignedIn = this.#wasSignedIn
    this.#wasSignedIn = state.state === 'signed in'
    if (state.state === 'signed in') {
      if (now !== this.#who && this.#interrupted) this.drop()
      this.#who = now
    } else if (state.ended && wasSignedIn) {
      // At the end itself and never after it: what is typed from then on is the sign-in's own.
      this.#gather()
    }
  }

  /** The page still stands as it was: it is drawn anew only after everybody has heard. */
  #gather(): void {
    const fields: Typed[] = []
    const lost: string[] = []
    for (const field of document.querySelectorAll<Field>('main input, main textarea')) {
      if (!this.#touched.has(field) || field.value === '' || field.type === 'search') continue
      const label = labelOf(field)
      if (keptTypes.has(field.type) && field.autocomplete !== 'off') fields.push({ label, text: field.value })
      else if (field.type !== 'checkbox' && field.type !== 'radio') lost.push(label)
    }
    // What was given back before, and stands there still, stays.
    const before = this.#interrupted?.fields ?? []
    const all = [...before.filter((typed) => fields.every((field) => keyOf(field) !== keyOf(typed))), ...fields]
    this.#interrupted = all.length + lost.length === 0 ? undefined : { fields: all, lost }
    for (const listener of this.#listeners) listener()
  }
}

/** The same words in a field of the same name are the same. */
export function keyOf({ label, text }: Typed): string {
  return `${label}: ${text}`
}

function who(): string {
  const state = vault.session()
  return state.state === 'signed in' ? `${state.session.poolId} ${state.session.username}` : ''
}

function labelOf(field: Field): string {
  return field.labels?.[0]?.textContent?.trim() || field.getAttribute('aria-label') || field.name || t`a field`
}

/** The page's one keeper of what was typed. */
export const typedText = new TypedText()
