// What the mutants of a run came to, room by room and file by file.

/** @typedef {{ fileName: string, status: string }} Mutant */

/** The part of a room's mutants that its tests have to notice, in percent. */
export const least = 85

/** What counts as noticed: a test failed, or ran on without an end. */
const noticed = ['Killed', 'Timeout']
/** What counts as not noticed. Everything else is no mutant: it was left out, or could not run. */
const unnoticed = ['Survived', 'NoCoverage']

/**
 * The part of the mutants that was noticed, in percent; undefined where there are none.
 * @param {Mutant[]} mutants
 */
export function scoreOf(mutants) {
  const [all, good] = countsOf(mutants)
  return all === 0 ? undefined : (100 * good) / all
}

/**
 * A line for each file, the worst first, and one for the room.
 * @param {string} room
 * @param {Mutant[]} mutants
 */
export function linesOf(room, mutants) {
  const files = [...new Set(mutants.map(({ fileName }) => fileName))]
    .map((name) => ({ name, mutants: mutants.filter(({ fileName }) => fileName === name) }))
    .sort((one, other) => (scoreOf(one.mutants) ?? 100) - (scoreOf(other.mutants) ?? 100))
  return [...files.map((file) => `  ${lineOf(file.name, file.mutants)}`), lineOf(room, mutants)]
}

/**
 * @param {string} name
 * @param {Mutant[]} mutants
 */
function lineOf(name, mutants) {
  const [all, good] = countsOf(mutants)
  const score = all === 0 ? 'nothing to change' : `${((100 * good) / all).toFixed(1)} %, ${good} of ${all}`
  return `${name}: ${score}`
}

/**
 * How many mutants there were, and how many of them were noticed.
 * @param {Mutant[]} mutants
 * @returns {[number, number]}
 */
function countsOf(mutants) {
  const good = mutants.filter(({ status }) => noticed.includes(status)).length
  return [good + mutants.filter(({ status }) => unnoticed.includes(status)).length, good]
}
