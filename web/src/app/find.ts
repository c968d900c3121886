// The global box asks: what a code is, which serials begin so, which products are called so.
import { api, unwrap } from '@/api/client'
import { plainCode, type Scanned, wholeCode } from '@/scan/code'
import { type Found, fromNear, fromProducts, fromScan, fromUnits, type Scan } from './found'

export type Looked = { found: Found[]; scan?: Scan }

export const NOTHING: Looked = { found: [] }

export async function find(scanned: Scanned): Promise<Looked> {
  const text = plainCode(scanned)
  const [scan, units, products] = await Promise.all([
    unwrap(api.GET('/v1/scan', { params: { query: { code: wholeCode(scanned) } } })),
    unwrap(api.GET('/v1/units', { params: { query: { serial_prefix: text, limit: 5 } } })),
    unwrap(api.GET('/v1/products', { params: { query: { q: text, limit: 5 } } })),
  ])
  const found = [...fromScan(scan), ...fromUnits(units.items), ...fromProducts(products.items), ...fromNear(scan)]
  return { scan, found: found.filter((one, at) => found.findIndex((other) => other.to === one.to) === at) }
}

/** A person should look at what the code says before anything is opened. */
export function isDoubtful({ scan }: Looked): boolean {
  return Boolean(scan?.read.problem ?? scan?.notes ?? scan?.differences ?? scan?.near?.[0])
}

/** The one thing that a scan means. */
export function meant(looked: Looked): Found | undefined {
  const [only, ...others] = looked.found
  return isDoubtful(looked) || others.length > 0 ? undefined : only
}
