// What the navigation offers: every page that stands in it, in which group, and what the server must permit.
import {
  type Icon,
  IconBook2,
  IconBox,
  IconBuildingWarehouse,
  IconCategory,
  IconChartBar,
  IconClipboardList,
  IconDatabase,
  IconFileImport,
  IconHash,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconListCheck,
  IconLock,
  IconMapPin,
  IconPackage,
  IconPrinter,
  IconScan,
  IconSchool,
  IconSettings,
  IconShieldCheck,
  IconTag,
  IconTags,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react'
import type { Permit } from './session'

export type PageName =
  | 'scan'
  | 'dashboard'
  | 'units'
  | 'stock'
  | 'packages'
  | 'events'
  | 'products'
  | 'locations'
  | 'parties'
  | 'labels'
  | 'numbering'
  | 'print'
  | 'printers'
  | 'imports'
  | 'jobs'
  | 'ledger'
  | 'users'
  | 'links'
  | 'keys'
  | 'roles'
  | 'settings'
  | 'procedures'
  | 'practice'
  | 'guide'
  | 'queue'

export type PageEntry = { name: PageName; to: string; icon: Icon; needs?: Permit }

export const pageGroups: { group: 'floor' | 'goods' | 'records' | 'setup'; pages: PageEntry[] }[] = [
  {
    group: 'floor',
    pages: [
      { name: 'scan', to: '/scan', icon: IconScan },
      { name: 'queue', to: '/queue', icon: IconListCheck },
      { name: 'dashboard', to: '/dashboard', icon: IconLayoutDashboard, needs: 'GET /v1/dashboard' },
    ],
  },
  {
    group: 'goods',
    pages: [
      { name: 'units', to: '/units', icon: IconBox, needs: 'GET /v1/units' },
      { name: 'stock', to: '/stock', icon: IconChartBar, needs: 'GET /v1/stock' },
      { name: 'packages', to: '/packages', icon: IconPackage, needs: 'GET /v1/packages' },
      { name: 'products', to: '/products', icon: IconCategory, needs: 'GET /v1/products' },
      { name: 'locations', to: '/locations', icon: IconMapPin, needs: 'GET /v1/locations' },
      { name: 'parties', to: '/parties', icon: IconBuildingWarehouse, needs: 'GET /v1/parties' },
      { name: 'labels', to: '/labels', icon: IconTag, needs: 'GET /v1/labels/templates' },
      { name: 'numbering', to: '/numbering', icon: IconHash, needs: 'GET /v1/numbering/schemes' },
    ],
  },
  {
    group: 'records',
    pages: [
      { name: 'events', to: '/events', icon: IconHistory, needs: 'GET /v1/events' },
      { name: 'ledger', to: '/ledger', icon: IconShieldCheck, needs: 'GET /v1/ledger' },
      { name: 'print', to: '/print', icon: IconTags, needs: 'GET /v1/print/jobs' },
      { name: 'imports', to: '/imports', icon: IconFileImport, needs: 'POST /v1/imports' },
      { name: 'jobs', to: '/jobs', icon: IconDatabase, needs: 'GET /v1/jobs' },
    ],
  },
  {
    group: 'setup',
    pages: [
      { name: 'procedures', to: '/procedures', icon: IconClipboardList },
      { name: 'practice', to: '/practice', icon: IconSchool, needs: 'GET /v1/practice' },
      { name: 'guide', to: '/guide', icon: IconBook2, needs: 'POST /v1/locations' },
      { name: 'printers', to: '/printers', icon: IconPrinter, needs: 'GET /v1/printers' },
      { name: 'users', to: '/users', icon: IconUsers, needs: 'GET /v1/users' },
      { name: 'links', to: '/links', icon: IconWorld, needs: 'GET /v1/links/reports' },
      { name: 'keys', to: '/keys', icon: IconKey, needs: 'GET /v1/keys' },
      { name: 'roles', to: '/roles', icon: IconLock },
      { name: 'settings', to: '/settings', icon: IconSettings },
    ],
  },
]

/** The bar at the bottom of a phone; the rest is behind "more". */
export const phonePages: PageName[] = ['scan', 'units', 'stock', 'dashboard']
