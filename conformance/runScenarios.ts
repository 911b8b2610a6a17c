import { type Ground, StepRefused } from './Ground.ts'
import type { Mark, Scenario } from './Scenario.ts'

/** What became of one scenario. */
export type Outcome = {
  readonly name: string
  readonly claim: string
  readonly marks: readonly Mark[]
  readonly expected: readonly string[]
} & (
  | { readonly verdict: 'same'; readonly observed: readonly string[] }
  | { readonly verdict: 'differs'; readonly observed: readonly string[]; readonly isWordsOnly: boolean }
  | { readonly verdict: 'not possible here'; readonly why: string }
)

/** Refusals of a step that say that this account or pool does not offer something, not that Cognito behaves otherwise. */
const NOT_OFFERED = new Set([
  'AccessDeniedException',
  'FeatureUnavailableInTierException',
  'UserPoolAddOnNotEnabledException',
  'InvalidSmsRoleAccessPolicyException',
])

/** Runs scenarios one after the other, and tells of each as soon as it is known. Every text in it may be shown. */
export async function runScenarios(
  ground: Ground,
  scenarios: readonly Scenario[],
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const scenario of scenarios) {
    const outcome = await runOne(ground, scenario)
    outcomes.push(outcome)
    tell(outcome)
  }
  return outcomes
}

async function runOne(
  ground: Ground,
  { name, claim, marks, needs = [], expected, observe }: Scenario,
): Promise<Outcome> {
  const about = { name, claim, marks, expected }
  const lacking = needs.map((need) => ground.lacks(need)).find((why) => why !== undefined)
  if (lacking !== undefined) return { ...about, verdict: 'not possible here', why: lacking }
  try {
    const observed = (await observe(ground)).map((line) => ground.discretion.of(line))
    if (JSON.stringify(observed) === JSON.stringify(expected)) return { ...about, verdict: 'same', observed }
    return { ...about, verdict: 'differs', observed, isWordsOnly: isWordsOnly(expected, observed) }
  } catch (error) {
    const why = ground.discretion.of(error instanceof Error ? error.message : String(error))
    if (error instanceof StepRefused && NOT_OFFERED.has(error.code)) {
      return { ...about, verdict: 'not possible here', why }
    }
    return { ...about, verdict: 'differs', observed: [`It did not get that far: ${why}`], isWordsOnly: false }
  }
}

/** Whether two lists of answers are alike but for the sentences: status and name of every line are the same. */
function isWordsOnly(expected: readonly string[], observed: readonly string[]): boolean {
  const withoutWords = (lines: readonly string[]) => lines.map((line) => line.replace(/(\b4\d\d \w+): .*/, '$1'))
  return JSON.stringify(withoutWords(expected)) === JSON.stringify(withoutWords(observed))
}
