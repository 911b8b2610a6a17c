import { t } from '@lingui/core/macro'

/** Said when a file of Curfew's own did not arrive. On the first page it stands for all words that come later. */
export const partMissing = {
  title: t`A part of Curfew could not be loaded`,
  cause: t`The connection may have been lost, or a new version was put in place meanwhile. Try again; if that does not help, reload the page.`,
}
