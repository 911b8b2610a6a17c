import { setFlagsFromString } from 'node:v8'

/*
 * What is gone through once, as the modules and a seed are, takes as long without V8's best compiler, and some megabytes
 * less. So a process that imports this first begins sparingly.
 */
setFlagsFromString('--no-opt')

/** As requests have it, and as V8 has it by default. */
export function beFast(): void {
  setFlagsFromString('--opt')
}
