import type { Outcome } from './runScenarios.ts'

/** One scenario's outcome, for people. */
export function outcomeLines(outcome: Outcome): string {
  const { name, claim, marks } = outcome
  const head = `${outcome.verdict.padEnd(17)}  ${name}  [${marks.join(', ')}] ${claim}`
  if (outcome.verdict === 'same') return head
  if (outcome.verdict === 'not possible here') return `${head}\n    because ${outcome.why}`
  const where = outcome.isWordsOnly ? '    in its words only\n' : ''
  const lines = (title: string, all: readonly string[]) => all.map((line) => `    ${title} ${line}`).join('\n')
  return `${head}\n${where}${lines('expected', outcome.expected)}\n${lines('observed', outcome.observed)}`
}

/** How many of each there are, in a line. */
export function summary(outcomes: readonly Outcome[]): string {
  const count = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length
  const words = outcomes.filter((outcome) => outcome.verdict === 'differs' && outcome.isWordsOnly).length
  const inWords = words > 0 ? ` (${words} in words only)` : ''
  return `${count('same')} same, ${count('differs')} differ${inWords}, ${count('not possible here')} not possible here`
}
