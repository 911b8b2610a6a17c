import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import type { Difference } from '../../vault/protocol.ts'
import type { SettingOutcome, SettingPlan } from '../../vault/protocol/pools.ts'
import { commitSetting, planSetting, planUndo } from './queries.ts'
import { undoing, type Wish } from './settingWords.ts'

type Ready = Extract<SettingPlan, { verdict: 'ready' }>

/** What there is to say after a change was wished for. */
export type SettingNews =
  | { kind: 'verdict'; verdict: Exclude<SettingPlan, { verdict: 'ready' }> }
  | { kind: 'changed since'; differences: readonly Difference[] }
  /** `undo` is the plan that can be undone, where what was there before is what the wish knows. */
  | { kind: 'outcome'; outcome: SettingOutcome; wish: Wish; request: string; undo?: string }
  | { kind: 'failure'; failure: ReturnType<typeof failureOf> }

/**
 * One change of a session setting: looked at, confirmed where that is called for, written once, read back.
 * @param atOnce whether a wish is carried out without a question, when nobody else has changed anything
 */
export const useSetting = (atOnce: (wish: Wish) => boolean) => {
  const plan = useMutation(planSetting())
  const back = useMutation(planUndo())
  const commit = useMutation(commitSetting())
  const [asking, setAsking] = useState<{ wish: Wish; ready: Ready }>()
  const [news, setNews] = useState<SettingNews>()

  const write = async (wish: Wish, { planId, request, changedSinceSeen }: Ready) => {
    try {
      const outcome = await commit.mutateAsync(planId)
      setAsking(undefined)
      const undo = changedSinceSeen.length === 0 ? { undo: planId } : {}
      setNews({ kind: 'outcome', outcome, wish, request, ...undo })
    } catch (error) {
      setAsking(undefined)
      setNews({ kind: 'failure', failure: failureOf(error, 'SetUserPoolSessionConfiguration') })
    }
  }

  return {
    asking,
    news,
    busy: ((plan.isPending || back.isPending) && t`Reading`) || (commit.isPending && t`Writing`),
    wish: async (wish: Wish) => {
      setNews(undefined)
      try {
        const looked = await plan.mutateAsync(wish.wanted)
        if (looked.verdict !== 'ready') setNews({ kind: 'verdict', verdict: looked })
        else if (atOnce(wish) && looked.changedSinceSeen.length === 0) await write(wish, looked)
        else setAsking({ wish, ready: looked })
      } catch (error) {
        setNews({ kind: 'failure', failure: failureOf(error, 'GetUserPoolSessionConfiguration') })
      }
    },
    /** Asks whether what was written is to be put back; where anybody has changed anything since, it is not. */
    undo: async (wish: Wish, planId: string) => {
      try {
        const looked = await back.mutateAsync(planId)
        if (looked.verdict !== 'ready') setNews({ kind: 'verdict', verdict: looked })
        else if (looked.changedSinceSeen.length > 0) {
          setNews({ kind: 'changed since', differences: looked.changedSinceSeen })
        } else setAsking({ wish: undoing(wish), ready: looked })
      } catch (error) {
        setNews({ kind: 'failure', failure: failureOf(error, 'GetUserPoolSessionConfiguration') })
      }
    },
    confirm: () => {
      if (asking) void write(asking.wish, asking.ready)
    },
    cancel: () => setAsking(undefined),
    close: () => setNews(undefined),
  }
}
