import { type Finding, kindsInOrder } from './findings.ts'

/** A finding in its place, or the place of one that is gone since, where it is still told what came of it. */
export type PlacedFinding = { key: string; finding: Finding; isGone: boolean }

export type FindingKind = { kind: string; placed: readonly PlacedFinding[] }

/** What tells a finding from all others. */
export function findingKey(finding: Finding): string {
  return `${finding.kind} ${aboutKey(finding)}`
}

/** The app client or the pool that a finding is about. */
function aboutKey(finding: Finding): string {
  return finding.of === 'pool' ? finding.poolId : finding.row.key
}

/**
 * Findings by their kinds, the gravest first, and among them the places of those of which is told what came of them:
 * whoever has just mended one goes on from there.
 * @param about the app clients and pools, in the order that findings have
 */
export function placedFindings(
  findings: readonly Finding[],
  told: readonly Finding[],
  about: readonly string[],
): readonly FindingKind[] {
  const left = new Set(findings.map(findingKey))
  const order = new Map(about.map((key, n) => [key, n]))
  const gone = told.filter((finding) => !left.has(findingKey(finding)))
  const kinds = new Map(kindsInOrder.map((kind): [string, PlacedFinding[]] => [kind, []]))
  for (const finding of findings) kinds.get(finding.kind)?.push({ key: findingKey(finding), finding, isGone: false })
  for (const finding of gone) {
    const placed = kinds.get(finding.kind)
    if (placed === undefined) continue
    const place = order.get(aboutKey(finding)) ?? order.size
    const next = placed.findIndex((other) => (order.get(aboutKey(other.finding)) ?? order.size) > place)
    placed.splice(next === -1 ? placed.length : next, 0, { key: findingKey(finding), finding, isGone: true })
  }
  return [...kinds].flatMap(([kind, placed]) => (placed.length === 0 ? [] : [{ kind, placed }]))
}
