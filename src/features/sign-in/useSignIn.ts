import { t } from '@lingui/core/macro'
import { useLayoutEffect, useRef, useState } from 'react'

import { type Failure, failureOf } from '../../lib/failure.ts'
import { vault } from '../../vault/client.ts'
import type { SignInAnswer, SignInWay } from '../../vault/protocol/signIn.ts'
import { isOver } from './isOver.ts'

/** What a person is asked on the way in. */
export type Question = Exclude<SignInAnswer, { step: 'signed in' }>

/** Who wants to sign in; without a password, whoever it is will be asked which way. */
export type Beginning = { username: string; memoryOnly: boolean; password?: string }

/** A question, and the form that asks it, which is loaded when there is a question at all. */
type Asked = { question: Question; serial: number; Step: Awaited<ReturnType<typeof loadStep>> }

/** A sign-in as its forms see it. */
export type SignIn = {
  busy: boolean
  failure: Failure | undefined
  /** Cognito has closed this sign-in: no answer will do any more. */
  over: boolean
  /** As typed in the first form. */
  username: string
  /** Nothing of it is kept on this device. */
  memoryOnly: boolean
  /** Asks the vault for the next step, and shows it. */
  take: (asking: () => Promise<SignInAnswer>, operation?: string) => void
  /** Goes one of the ways that are offered, from the start if the sign-in is over. */
  goWay: (way: SignInWay, password?: string) => void
  /** Back to the ways on offer; undefined where there was no choice. */
  otherWays: (() => void) | undefined
  /** Back to the first form. */
  leave: () => void
}

const loadStep = async () => (await import('./SignInStep.tsx')).SignInStep
const partMissing: Failure = {
  operation: 'load',
  code: 'WorkerLost',
  message: t`The form of the next step could not be loaded.`,
  class: 'transient',
  attempts: 1,
}

/**
 * A sign-in from its first form to its end: one thing is asked at a time, and nothing of it is kept when it is left.
 * @returns the sign-in; `asked` while a question waits for its answer, `begin` for the first form, and what was typed there
 */
export function useSignIn() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const [asked, setAsked] = useState<Asked>()
  const [beginning, setBeginning] = useState<Omit<Beginning, 'password'>>()
  const [chosen, setChosen] = useState(false)
  const [over, setOver] = useState(false)
  /** Whoever leaves is shown nothing of what was under way then. */
  const visit = useRef(0)
  const running = useRef(false)

  const take = async (asking: () => Promise<SignInAnswer>, operation = 'RespondToAuthChallenge') => {
    // Two presses can come before the first has made the button busy.
    if (running.current) return
    running.current = true
    const began = visit.current
    const loading = loadStep()
    loading.catch(() => undefined)
    setBusy(true)
    setFailure(undefined)
    try {
      const question = await asking()
      // The vault's own word that somebody is signed in takes this page away.
      if (question.step === 'signed in') return
      const Step = await loading.catch(() => undefined)
      if (began === visit.current && Step === undefined) setFailure(partMissing)
      if (began === visit.current && Step !== undefined) {
        setAsked((before) => ({ question, Step, serial: serialOf(question, before) }))
        setOver(false)
      }
    } catch (error) {
      const failure = failureOf(error, operation)
      if (began === visit.current) {
        setFailure(failure)
        // To begin again is to let go of what was asked before, even if it fails.
        if (isOver(failure) || failure.operation === 'InitiateAuth') setOver(true)
      }
    }
    setBusy(false)
    running.current = false
  }

  const begin = ({ password, ...who }: Beginning) => {
    setBeginning(who)
    setChosen(password === undefined)
    void take(
      async () => (password === undefined ? vault.signInByChoice(who) : vault.signIn({ ...who, password })),
      'InitiateAuth',
    )
  }

  const isAsking = asked !== undefined
  // With the question itself, not after it: whoever goes back at once means the form.
  useLayoutEffect(() => {
    if (!isAsking) return undefined
    const { href } = location
    const stamp = Date.now()
    history.pushState({ ...pageState(), [mark]: stamp }, '')
    let isBack = false
    const back = () => {
      // A link within the page is no way back.
      if (location.href !== href || pageState()[mark] === stamp) return
      isBack = true
      visit.current += 1
      setAsked(undefined)
      setFailure(undefined)
    }
    globalThis.addEventListener('popstate', back)
    return () => {
      globalThis.removeEventListener('popstate', back)
      // Signed in: going back from there must not need to be pressed twice. The mark is gone: the app keeps its own there.
      if (!isBack && location.href === href) history.back()
    }
  }, [isAsking])

  const who = beginning ?? { username: '', memoryOnly: false }
  const signIn: SignIn = {
    busy,
    failure,
    over,
    ...who,
    take: (asking, operation) => void take(asking, operation),
    goWay: (way, password) =>
      void take(async () => {
        const answer = async () => vault.answer('chooseWay', { way, password })
        if (!over) return answer()
        const again = await vault.signInByChoice(who)
        return again.step === 'choose way' ? answer() : again
      }),
    otherWays: chosen ? () => void take(async () => vault.signInByChoice(who), 'InitiateAuth') : undefined,
    leave: () => history.back(),
  }
  return { signIn, asked, begin, beginning }
}

const mark = 'curfewSignIn'

/** A question that is asked again keeps its form, and what was typed into it. */
function serialOf(question: Question, before: Asked | undefined): number {
  if (before === undefined) return 0
  const again = 'wrong' in question && question.wrong && question.step === before.question.step
  return again ? before.serial : before.serial + 1
}

function pageState(): Readonly<Record<string, unknown>> {
  const state: unknown = history.state
  return isObject(state) ? state : {}
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
