import { i18n } from '#language'
import { type TransProps, TransNoContext } from '@lingui/react/server'

/** A sentence with markup in it. Its words come from the page's one language, so no provider is needed above it. */
export const Trans = (props: TransProps) => <TransNoContext {...props} lingui={{ i18n }} />
