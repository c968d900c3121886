// What the global box found, as rows with an address.
import {
  type Icon,
  IconBox,
  IconCategory,
  IconListDetails,
  IconMapPin,
  IconPackage,
  IconUsers,
} from '@tabler/icons-react'
import type { components } from '@/api/schema'
import { type PageName, pageGroups } from './pages'
import type { Permit } from './session'

export type Found = { to: string; title: string; text?: string; status?: string; mono?: boolean; icon: Icon }
export type Scan = components['schemas']['Scan']
type Match = Scan['matches'][number]

const path = (...parts: (string | number)[]) => `/${parts.map((part) => encodeURIComponent(String(part))).join('/')}`

function fromMatch(match: Match): Found {
  if (!('kind' in match) || !match.kind || match.kind === 'unit') {
    const unit = match as components['schemas']['Unit']
    return { to: path('units', unit.id), title: unit.serial, status: unit.status, mono: true, icon: IconBox }
  }
  switch (match.kind) {
    case 'location':
      return { to: path('locations', match.code), title: match.code, text: match.name, mono: true, icon: IconMapPin }
    case 'package':
      return { to: path('packages', match.code), title: match.code, mono: true, icon: IconPackage }
    case 'product':
      return { to: path('products', match.sku), title: match.name, text: match.sku, icon: IconCategory }
    case 'lot':
      return {
        to: path('products', match.product),
        title: match.number,
        text: match.product,
        mono: true,
        icon: IconCategory,
      }
    case 'party':
      return { to: path('parties', match.code), title: match.name, text: match.code, icon: IconUsers }
    case 'order':
      return {
        to: `/events?order=${encodeURIComponent(match.order)}`,
        title: match.order,
        mono: true,
        icon: IconListDetails,
      }
  }
}

export function fromScan(scan: Scan): Found[] {
  return scan.matches.map(fromMatch)
}

/** Units that may have been meant by what nobody knows. */
export function fromNear(scan: Scan): Found[] {
  return (scan.near ?? []).map(fromMatch)
}

export function fromUnits(units: components['schemas']['UnitRow'][]): Found[] {
  return units.map((unit) => ({
    to: path('units', unit.id),
    title: unit.serial,
    status: unit.status,
    mono: true,
    icon: IconBox,
  }))
}

export function fromProducts(products: components['schemas']['Product'][]): Found[] {
  return products.map((product) => ({
    to: path('products', product.sku),
    title: product.name,
    text: product.sku,
    icon: IconCategory,
  }))
}

export function toPages(text: string, name: (page: PageName) => string, may: (what: Permit) => boolean): Found[] {
  const wanted = text.toLocaleLowerCase()
  return pageGroups
    .flatMap((group) => group.pages)
    .filter((page) => (!page.needs || may(page.needs)) && name(page.name).toLocaleLowerCase().includes(wanted))
    .slice(0, wanted === '' ? 20 : 5)
    .map((page) => ({ to: page.to, title: name(page.name), icon: page.icon }))
}
