// Every page of the application and its address: the one table. Each page is loaded when it is first opened.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { NotFound } from './NotFound'
import { Root } from './Root'
import { RouteBroken } from './RouteBroken'

/** Search parameters are plain text on every page: `useSearch()` gives Record<string, string>. */
export type Search = Record<string, string>

function validateSearch(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, validateSearch })

// biome-ignore lint/suspicious/noExplicitAny: lazyRouteComponent asks for it; pages take no properties
type PageModule = Promise<{ default: () => any }>
function page<const Path extends string>(path: Path, load: () => PageModule) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load), validateSearch })
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/scan', replace: true })
  },
})

const tree = root.addChildren([
  home,
  page('/scan', () => import('@/pages/scan/ScanPage')),
  page('/queue', () => import('@/pages/queue/QueuePage')),
  page('/dashboard', () => import('@/pages/dashboard/DashboardPage')),
  page('/units', () => import('@/pages/units/UnitsPage')),
  page('/units/$id', () => import('@/pages/units/UnitPage')),
  page('/stock', () => import('@/pages/stock/StockPage')),
  page('/packages', () => import('@/pages/packages/PackagesPage')),
  page('/packages/$code', () => import('@/pages/packages/PackagePage')),
  page('/products', () => import('@/pages/products/ProductsPage')),
  page('/products/$sku', () => import('@/pages/products/ProductPage')),
  page('/locations', () => import('@/pages/locations/LocationsPage')),
  page('/locations/$code', () => import('@/pages/locations/LocationPage')),
  page('/parties', () => import('@/pages/parties/PartiesPage')),
  page('/parties/$code', () => import('@/pages/parties/PartyPage')),
  page('/numbering', () => import('@/pages/numbering/NumberingPage')),
  page('/events', () => import('@/pages/events/EventsPage')),
  page('/events/$id', () => import('@/pages/events/EventPage')),
  page('/ledger', () => import('@/pages/ledger/LedgerPage')),
  page('/labels', () => import('@/pages/labels/LabelsPage')),
  page('/labels/$id', () => import('@/pages/labels/DesignerPage')),
  page('/print', () => import('@/pages/print/PrintJobsPage')),
  page('/print/$id', () => import('@/pages/print/PrintJobPage')),
  page('/printers', () => import('@/pages/printers/PrintersPage')),
  page('/imports', () => import('@/pages/imports/ImportsPage')),
  page('/imports/new', () => import('@/pages/imports/NewImportPage')),
  page('/imports/$id', () => import('@/pages/imports/ImportPage')),
  page('/jobs', () => import('@/pages/jobs/JobsPage')),
  page('/procedures', () => import('@/pages/procedures/ProceduresPage')),
  page('/procedures/$name', () => import('@/pages/procedures/ProcedurePage')),
  page('/practice', () => import('@/pages/practice/PracticePage')),
  page('/guide', () => import('@/pages/guide/GuidePage')),
  page('/help/$topic', () => import('@/pages/help/HelpPage')),
  page('/users', () => import('@/pages/users/UsersPage')),
  page('/links', () => import('@/pages/links/LinksPage')),
  page('/keys', () => import('@/pages/keys/KeysPage')),
  page('/roles', () => import('@/pages/users/RolesPage')),
  page('/settings', () => import('@/pages/settings/SettingsPage')),
])

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: RouteBroken,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain text both ways: a serial such as 007 must not become a number.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()
    return text ? `?${text}` : ''
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
