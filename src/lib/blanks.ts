/** What is filled into a failure's words when they are shown (`words.ts`): a sentence holds these until then. */
export const until = '{until}'
export const action = '{action}'
