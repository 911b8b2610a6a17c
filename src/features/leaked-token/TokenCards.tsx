import { useMutation } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { vault } from '../../vault/client.ts'
import type { LeakedToken, LeakReceipt } from '../../vault/protocol/leaks.ts'
import { lookAgain } from './queries.ts'
import { sinceOf } from './since.ts'
import { TokenCard } from './TokenCard.tsx'

type TokenCardsProps = {
  tokens: readonly LeakedToken[]
  /** Where to go once a token that is alone in its text is being ended. */
  onReceipt: (receiptId: string) => void
}

/** The tokens of one text. What ends one of them can end others: they are looked at again once its end is seen. */
export const TokenCards = ({ tokens, onReceipt }: TokenCardsProps) => {
  const [ends, setEnds] = useState<ReadonlyMap<string, string>>(new Map())
  const [again, setAgain] = useState(tokens)
  const { mutate: look } = useMutation({ ...lookAgain(), onSuccess: setAgain })
  const receipts = useReceipts([...ends.values()])
  // Asked in one app client's name after another, an end can be seen after it was given up once.
  const settled = receipts
    .filter(isSettled)
    .map(({ id, proof }) => id + proof.state)
    .join()
  useEffect(() => {
    if (settled !== '') look()
  }, [settled, look])

  const latest = tokens.map((token) => again.find(({ id }) => id === token.id) ?? token)
  const many = tokens.length > 1
  return latest.map((token) => (
    <TokenCard
      key={token.id}
      token={token}
      receiptId={ends.get(token.id)}
      since={sinceOf(token, latest, receipts)}
      onReceipt={(id) => {
        if (many) setEnds(new Map(ends).set(token.id, id))
        else onReceipt(id)
      }}
    />
  ))
}

function isSettled({ server, proof }: LeakReceipt): boolean {
  return server.step !== 'asked' && proof.state !== 'waiting'
}

/** The receipts of these ids, as they stand. */
function useReceipts(ids: readonly string[]): readonly LeakReceipt[] {
  const read = () => ids.map(vault.receiptSeen).filter((receipt) => receipt?.kind === 'leaked token')
  // A receipt that has gone on is another object, and the list of them is made anew each time.
  useSyncExternalStore(vault.subscribe, () =>
    read()
      .map(({ server, proof }) => server.step + proof.state)
      .join(),
  )
  return read()
}
