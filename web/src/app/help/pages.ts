// Which short help belongs to which address, and which guide says more. A test compares it with the table of pages.
import type help from '@/i18n/en/help.json'

export type HelpKey = keyof (typeof help)['page']
type Entry = { key: HelpKey; topic: string }

export const helpPages: Record<string, Entry> = {
  '/scan': { key: 'scan', topic: 'scanning' },
  '/queue': { key: 'queue', topic: 'offline' },
  '/dashboard': { key: 'dashboard', topic: 'concepts' },
  '/units': { key: 'units', topic: 'concepts' },
  '/units/$id': { key: 'unit', topic: 'lifecycle' },
  '/stock': { key: 'stock', topic: 'concepts' },
  '/packages': { key: 'packages', topic: 'packages' },
  '/packages/$code': { key: 'package', topic: 'packages' },
  '/products': { key: 'products', topic: 'concepts' },
  '/products/$sku': { key: 'product', topic: 'concepts' },
  '/locations': { key: 'locations', topic: 'concepts' },
  '/locations/$code': { key: 'location', topic: 'concepts' },
  '/parties': { key: 'parties', topic: 'concepts' },
  '/parties/$code': { key: 'party', topic: 'repair-and-returns' },
  '/numbering': { key: 'numbering', topic: 'concepts' },
  '/events': { key: 'events', topic: 'tracing-and-recall' },
  '/events/$id': { key: 'event', topic: 'concepts' },
  '/ledger': { key: 'ledger', topic: 'concepts' },
  '/labels': { key: 'labels', topic: 'scanning' },
  '/labels/$id': { key: 'labelDesigner', topic: 'scanning' },
  '/print': { key: 'print', topic: 'scanning' },
  '/print/$id': { key: 'printJob', topic: 'scanning' },
  '/printers': { key: 'printers', topic: 'scanning' },
  '/imports': { key: 'imports', topic: 'importing' },
  '/imports/new': { key: 'newImport', topic: 'importing' },
  '/imports/$id': { key: 'import', topic: 'importing' },
  '/jobs': { key: 'jobs', topic: 'importing' },
  '/procedures': { key: 'procedures', topic: 'lifecycle' },
  '/procedures/$name': { key: 'procedure', topic: 'lifecycle' },
  '/practice': { key: 'practice', topic: 'scanning' },
  '/guide': { key: 'guide', topic: 'concepts' },
  '/help/$topic': { key: 'help', topic: 'concepts' },
  '/users': { key: 'users', topic: 'access' },
  '/links': { key: 'links', topic: 'public-page' },
  '/keys': { key: 'keys', topic: 'access' },
  '/roles': { key: 'roles', topic: 'access' },
  '/settings': { key: 'settings', topic: 'access' },
}

/** The address as the table of pages has it; what is not known there has the help of the whole. */
export function helpOf(fullPath: string | undefined): Entry {
  return helpPages[fullPath ?? ''] ?? { key: 'any', topic: 'concepts' }
}
