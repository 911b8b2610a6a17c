import { writeFileSync } from 'node:fs'
import { conform } from './conform.ts'
import { type Options, readOptions, USAGE, UsageError } from './options.ts'
import { outcomeLines, summary } from './report.ts'
import { scenarios } from './scenarios/index.ts'

/** npm run conformance: see `USAGE`. */

let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)

try {
  const options = readOptions(process.argv.slice(2), process.env)
  process.exitCode = options === 'help' ? help() : await run(options)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}

async function run(options: Options): Promise<number> {
  const chosen = scenarios.filter(({ name }) => name.startsWith(options.only))
  if (chosen.length === 0) throw new UsageError(`--only: no scenario's name begins with "${options.only}"; see --list.`)
  if (options.isList) {
    for (const { name, claim, marks } of chosen) console.log(`${name}  [${marks.join(', ')}] ${claim}`)
    return 0
  }
  const result = await conform(
    options,
    chosen,
    (outcome) => console.log(outcomeLines(outcome)),
    () => isStopped,
  )
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`)
  console.log(`\n${result.endpoint}, ${result.region}: ${summary(result.outcomes)}`)
  for (const line of result.left) console.error(`Could not be taken away again: ${line}`)
  const isWhole = result.outcomes.length === chosen.length
  if (!isWhole) console.error(`Stopped after ${result.outcomes.length} of ${chosen.length}.`)
  const isSame = result.outcomes.every(({ verdict }) => verdict !== 'differs')
  return isSame && isWhole && result.left.length === 0 ? 0 : 1
}

function help(): number {
  console.log(USAGE)
  return 0
}

/** What was made is taken away before the process ends; the second time it ends at once. */
function stop(): void {
  if (isStopped) process.exit(1)
  isStopped = true
  console.error('Stopping, and taking away what was made.')
}
