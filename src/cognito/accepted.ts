/** Cognito's acceptance of a call: its request id, and how many requests it took. */
export type Accepted = { requestId: string; attempts: number }

/** What Cognito's metadata say of a call that it accepted. The transport lets no answer pass without a request id. */
export function acceptedFrom(metadata: { requestId?: string | undefined; attempts?: number | undefined }): Accepted {
  return { requestId: metadata.requestId ?? '', attempts: metadata.attempts ?? 1 }
}

/** The request id of a call that Cognito accepted, whatever it answered beside it. */
export function requestIdFrom({ $metadata }: { $metadata: { requestId?: string | undefined } }): { requestId: string } {
  const { requestId } = acceptedFrom($metadata)
  return { requestId }
}
