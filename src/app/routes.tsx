import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'

import { ErrorPage, NotFoundPage } from './ErrorPage.tsx'
import { Layout } from './Layout.tsx'
import { ReceiptRoute } from './ReceiptRoute.tsx'
import { MySession } from './SignedIn.tsx'

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage })

const session = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: MySession,
})

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/receipts/$receiptId',
  component: ReceiptRoute,
})

const appClients = createRoute({
  getParentRoute: () => root,
  path: '/app-clients',
  component: lazyRouteComponent(async () => import('./OperatorRoutes.tsx'), 'AppClients'),
})

const tree = root.addChildren([session, receipt, appClients])

/**
 * The pages and their paths. A person's own pages come with the app: whoever signs out without a network must still get
 * the receipt. An operator's are fetched when they are wanted.
 */
export function createPages() {
  return createRouter({ routeTree: tree, defaultErrorComponent: ErrorPage, defaultPreload: 'intent' })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>
  }
}
