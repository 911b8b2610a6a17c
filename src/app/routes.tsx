import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'

import { filterIn } from '../features/activity/activityFilter.ts'
import { usersFilterIn } from '../features/users/usersFilter.ts'
import { filterIn as clientFilterIn } from '../features/app-clients/clientFilter.ts'
import { ErrorPage, NotFoundPage } from './ErrorPage.tsx'
import { laterPage } from './laterPage.ts'
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

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: filterIn,
  component: laterPage(async () => import('./ActivityRoute.tsx'), 'ActivityRoute'),
})

const style = createRoute({
  getParentRoute: () => root,
  path: '/style',
  component: laterPage(async () => import('../features/style/StylePage.tsx'), 'StylePage'),
})

const appClients = createRoute({
  getParentRoute: () => root,
  path: '/app-clients',
  validateSearch: clientFilterIn,
  component: laterPage(async () => import('./operator/AppClientsRoute.tsx'), 'AppClientsRoute'),
})

const pools = createRoute({
  getParentRoute: () => root,
  path: '/pools',
  component: laterPage(async () => import('./operator/PoolsRoute.tsx'), 'PoolsRoute'),
})

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: usersFilterIn,
  component: laterPage(async () => import('./operator/UsersRoute.tsx'), 'UsersRoute'),
})

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$poolId/$username',
  component: laterPage(async () => import('./operator/UsersRoute.tsx'), 'UserRoute'),
})

const compromised = createRoute({
  getParentRoute: () => root,
  path: '/users/$poolId/$username/compromised',
  validateSearch: begunIn,
  component: laterPage(async () => import('./operator/UsersRoute.tsx'), 'CompromisedRoute'),
})

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: laterPage(async () => import('./operator/JobsRoute.tsx'), 'JobsRoute'),
})

const newJob = createRoute({
  getParentRoute: () => root,
  path: '/jobs/new',
  component: laterPage(async () => import('./operator/NewJobRoute.tsx'), 'NewJobRoute'),
})

const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$jobId',
  component: laterPage(async () => import('./operator/JobRoute.tsx'), 'JobRoute'),
})

const leakedToken = createRoute({
  getParentRoute: () => root,
  path: '/leaked-token',
  component: laterPage(async () => import('./operator/LeakedTokenRoute.tsx'), 'LeakedTokenRoute'),
})

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: laterPage(async () => import('./operator/AccessRoute.tsx'), 'AccessRoute'),
})

const operatorPages = [appClients, pools, users, user, compromised, jobs, newJob, job, leakedToken, access]

const tree = root.addChildren([session, receipt, activity, style, ...operatorPages])

/** The receipt of steps that were begun, in the address of their page. */
function begunIn({ receipt }: Record<string, unknown>): { receipt?: string } {
  return typeof receipt === 'string' && /^[\w-]{1,64}$/.test(receipt) ? { receipt } : {}
}

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
