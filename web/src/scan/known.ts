// What a scanned code is: asked of this device's copy of the master data first, which needs no network, and of the server where that
// does not do.
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { knownLocation, knownParty, knownProduct, rememberUnits } from '@/queue/masters'
import { type Scanned, wholeCode } from './code'
import { type Known, splitPair } from './plan'

export type ScanAnswer = components['schemas']['Scan']
export type FoundUnit = components['schemas']['Unit']
export type Product = { sku: string; name?: string }

const PATIENCE_MS = 4_000

const named = (name: string) => (name ? { name } : {})

/** Not units: what is said here of a place holds for months, of a unit for minutes. */
export async function deviceKnows(scanned: Scanned): Promise<Known | undefined> {
  if (scanned.serial || scanned.sscc) return undefined
  const text = scanned.text
  const [location, party, product] = await Promise.all([
    knownLocation(text),
    knownParty(text),
    knownProduct(scanned.gtin ?? text),
  ])
  if (location) return { kind: 'location', code: location.code, ...named(location.name) }
  if (product) return { kind: 'product', sku: product.sku, ...named(product.name) }
  if (party) return { kind: 'party', code: party.code, ...named(party.name) }
  return undefined
}

/** The product that a code names beside a serial. */
export async function productIn(scanned: Scanned): Promise<Product | undefined> {
  const text = scanned.gtin ?? splitPair(scanned.text)?.product
  const product = text ? await knownProduct(text) : undefined
  return product ? { sku: product.sku, ...named(product.name) } : undefined
}

export async function askServer(code: string): Promise<ScanAnswer> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await unwrap(api.GET('/v1/scan', { params: { query: { code } }, signal }))
  void rememberUnits(unitsOf(answer), { code }).catch(() => undefined)
  return answer
}

export function unitsOf(answer: ScanAnswer): FoundUnit[] {
  return answer.matches.filter((match): match is FoundUnit => 'serial' in match)
}

/** It says more than what it is: fields, a fault, something the books do not say. */
export function saysMore({ read, differences, notes }: ScanAnswer): boolean {
  return Boolean(differences ?? notes ?? read.problem ?? (read.carrier !== 'plain' && Object.keys(read.fields)[0]))
}

/** The first thing that was found; several units: none that can be named. */
export function knownBy(answer: ScanAnswer): Known {
  const [unit] = unitsOf(answer)
  if (unit) return answer.ambiguous ? { kind: 'unknown' } : { kind: 'unit', product: unit.product, serial: unit.serial }
  const [match] = answer.matches
  switch (match?.kind) {
    case 'location':
    case 'party':
      return { kind: match.kind, code: match.code, ...named(match.name ?? '') }
    case 'package':
      return { kind: 'package', code: match.code }
    case 'product':
      return { kind: 'product', sku: match.sku, ...named(match.name) }
    case 'order':
      return { kind: 'order', code: match.order }
    default:
      return { kind: 'unknown' }
  }
}

/** What the server says of a code, and of the product in it where this device did not know that one. */
export async function serverKnows(scanned: Scanned): Promise<{ known: Known; product?: Product; answer: ScanAnswer }> {
  const answer = await askServer(wholeCode(scanned))
  const known = knownBy(answer)
  const { product } = answer
  return { known, answer, ...(product ? { product: { sku: product.sku, ...named(product.name) } } : {}) }
}
