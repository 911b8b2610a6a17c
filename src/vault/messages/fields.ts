import * as v from 'valibot'

/** A text that is not empty, of at most so many characters. */
export const name = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))

/** Half of a sealing key, as the page keeps it in a cookie. */
export const half = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/)))

/** An operation without arguments. */
export const none = v.strictObject({})

/** A user pool's id. */
export const poolId = v.pipe(name(55), v.regex(/^[\w-]+_[0-9a-zA-Z]+$/))

/** An app client's id. */
export const clientId = v.pipe(name(128), v.regex(/^[\w+]+$/))

/** An AWS Region. */
export const region = v.pipe(name(32), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/))
