import { plural } from '@lingui/core/macro'

/** What was seen of a session whose end Cognito was asked for, and whose answer was lost: the list still has it. */
export function stillListedText(looks: number): string {
  return plural(looks, {
    one: 'Cognito’s answer was lost, and it still listed the session after # look. Trying again does no harm.',
    other: 'Cognito’s answer was lost, and it still listed the session after # looks. Trying again does no harm.',
  })
}

/** The button for the sessions that are left. Where none has ended there are no others for them to be told from. */
export function tryAgainText(left: number, ended: number): string {
  return ended === 0
    ? plural(left, { one: 'Try again', other: 'Try all # again' })
    : plural(left, { one: 'Try the other one again', other: 'Try the other # again' })
}
