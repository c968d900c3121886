// So that t() knows every key: the English files are the list.
import 'i18next'
import type command from './en/command.json'
import type common from './en/common.json'
import type dashboard from './en/dashboard.json'
import type events from './en/events.json'
import type guide from './en/guide.json'
import type help from './en/help.json'
import type imports from './en/imports.json'
import type jobs from './en/jobs.json'
import type keys from './en/keys.json'
import type labels from './en/labels.json'
import type ledger from './en/ledger.json'
import type links from './en/links.json'
import type locations from './en/locations.json'
import type numbering from './en/numbering.json'
import type packages from './en/packages.json'
import type parties from './en/parties.json'
import type practice from './en/practice.json'
import type printing from './en/printing.json'
import type procedures from './en/procedures.json'
import type products from './en/products.json'
import type queue from './en/queue.json'
import type scan from './en/scan.json'
import type scanned from './en/scanned.json'
import type settings from './en/settings.json'
import type shell from './en/shell.json'
import type stock from './en/stock.json'
import type trace from './en/trace.json'
import type units from './en/units.json'
import type users from './en/users.json'
import type words from './en/words.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      command: typeof command
      common: typeof common
      dashboard: typeof dashboard
      events: typeof events
      guide: typeof guide
      help: typeof help
      imports: typeof imports
      jobs: typeof jobs
      keys: typeof keys
      labels: typeof labels
      ledger: typeof ledger
      links: typeof links
      locations: typeof locations
      numbering: typeof numbering
      packages: typeof packages
      parties: typeof parties
      practice: typeof practice
      printing: typeof printing
      procedures: typeof procedures
      products: typeof products
      queue: typeof queue
      scan: typeof scan
      scanned: typeof scanned
      settings: typeof settings
      shell: typeof shell
      stock: typeof stock
      trace: typeof trace
      units: typeof units
      users: typeof users
      words: typeof words
    }
  }
}
