import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'

import { ErrorPage, NotFoundPage } from './ErrorPage.tsx'
import { Layout } from './Layout.tsx'

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage })

const session = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(async () => import('./SignedIn.tsx'), 'MySession'),
})

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/receipts/$receiptId',
  component: lazyRouteComponent(async () => import('./ReceiptRoute.tsx'), 'ReceiptRoute'),
})

const appClients = createRoute({
  getParentRoute: () => root,
  path: '/app-clients',
  component: lazyRouteComponent(async () => import('./SignedIn.tsx'), 'AppClients'),
})

const tree = root.addChildren([session, receipt, appClients])

/** The pages and their paths. */
export function createPages() {
  return createRouter({ routeTree: tree, defaultErrorComponent: ErrorPage, defaultPreload: 'intent' })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>
  }
}
