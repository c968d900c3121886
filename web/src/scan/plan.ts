// What is to be done with one scan in a mode. Pure: everything that is known of the code comes in, the decision goes out.
import { plainCode, type Scanned } from './code'
import { type Context, commandOf, type Mode, missing, type Slot, type Told } from './modes'

/** What a code is known to be: from this device's copy of the master data, or from the server. */
export type Known =
  | { kind: 'location'; code: string; name?: string }
  | { kind: 'party'; code: string; name?: string }
  | { kind: 'package'; code: string }
  | { kind: 'order'; code: string }
  | { kind: 'product'; sku: string; name?: string }
  | { kind: 'unit'; product: string; serial: string }
  /** The server knows nobody by it. */
  | { kind: 'unknown' }

export type Body = Partial<Record<Slot | 'serial' | 'unit' | 'expires' | 'made', string>>

export type Plan =
  | { do: 'look'; code: string }
  /** What it is decides what is done, and only the server knows. */
  | { do: 'ask'; code: string }
  | { do: 'tell'; slot: Slot; told: Told }
  | { do: 'give'; command: string; body: Body; subjects: string[]; follows: string[]; label: string }
  /** These must be told first. */
  | { do: 'need'; slots: readonly Slot[] }
  /** Nobody can do this with such a thing in this mode. */
  | { do: 'wrong'; kind: Known['kind'] }

export type Situation = {
  mode: Mode
  context: Context
  may: readonly string[]
  scanned: Scanned
  /** Of the whole code; undefined: this device does not know it. */
  known: Known | undefined
  /** Of the GTIN, or the SKU before the serial, in the code. */
  product: { sku: string; name?: string } | undefined
  /** Asked the server already: what it does not know stays unknown. */
  asked: boolean
}

const KIND_SLOT = {
  location: 'location',
  party: 'party',
  package: 'package',
  order: 'order',
  product: 'product',
} as const

function toldBy(known: Known): { slot: Slot; told: Told } | undefined {
  if (known.kind === 'unit' || known.kind === 'unknown') return undefined
  const value = known.kind === 'product' ? known.sku : known.code
  const name = 'name' in known && known.name ? { name: known.name } : {}
  return { slot: KIND_SLOT[known.kind], told: { value, ...name } }
}

/** "CAM-4K:CAM-1" and "4006381333931 CAM-1": what stands before the first colon or blank may be a product. */
export function splitPair(text: string): { product: string; serial: string } | null {
  const match = /^([^\s:]+)[\s:]\s*(\S.*)$/s.exec(text)
  return match ? { product: match[1] ?? '', serial: match[2] ?? '' } : null
}

function serialOf({ scanned, product }: Situation): string {
  return scanned.serial ?? (product && !scanned.gtin ? splitPair(scanned.text)?.serial : undefined) ?? scanned.text
}

function contextBody({ mode, context }: Situation, without: readonly Slot[]): Body {
  const entries = mode.slots.flatMap((slot) => {
    const what = context[slot]
    return what && !without.includes(slot) ? [[slot, what.value] as const] : []
  })
  return Object.fromEntries(entries)
}

/** Product and lot are of things that come in; whoever is here already has its own. */
function unitBody(now: Situation): Body {
  const { mode, context, scanned, known, product } = now
  const serial = serialOf(now)
  if (known?.kind === 'unit' && mode.name !== 'receive') return { product: known.product, serial: known.serial }
  if (mode.name !== 'receive') return product ? { product: product.sku, serial } : { unit: serial }
  const lot = scanned.lot ? { lot: scanned.lot } : {}
  const dates =
    scanned.lot && (scanned.expiry || scanned.made)
      ? { ...(scanned.expiry ? { expires: scanned.expiry } : {}), ...(scanned.made ? { made: scanned.made } : {}) }
      : {}
  const sku = product?.sku ?? context.product?.value ?? (known?.kind === 'unit' ? known.product : undefined)
  return { ...(sku ? { product: sku, serial } : { unit: serial }), ...lot, ...dates }
}

function give(now: Situation, body: Body, subject: string): Plan {
  const { mode, context, may } = now
  const command = commandOf(mode, may) ?? ''
  const place = context.location ?? context.party ?? context.package
  const label = [now.product?.name ?? context.product?.name, place?.name ?? place?.value].filter(Boolean).join(' · ')
  const follows = command === 'pack' && context.package ? [`package:${context.package.value}`] : []
  return { do: 'give', command, body, subjects: [subject], follows, label }
}

function giveUnit(now: Situation): Plan {
  const own = unitBody(now)
  // A lot is of one product: what was told for another one does not hold for a code that names its own.
  const foreign = own.product !== undefined && own.product !== now.context.product?.value
  const without: Slot[] = foreign ? ['product', 'lot'] : own.unit !== undefined ? ['product', 'lot'] : ['product']
  return give(now, { ...contextBody(now, without), ...own }, `unit:${own.serial ?? own.unit}`)
}

/** Everything in a package: a command of its own kind; what is packed into another one is switched to, not nested. */
function withPackage(now: Situation, code: string): Plan {
  if (now.mode.slots.includes('package')) return { do: 'tell', slot: 'package', told: { value: code } }
  const lacks = missing(now.mode, now.context)
  if (lacks) return { do: 'need', slots: lacks }
  return give(now, { ...contextBody(now, ['product', 'lot']), package: code }, `package:${code}`)
}

/** Which codes must be understood by the server before anything is kept. */
function mustAsk(now: Situation): boolean {
  const { mode, context, scanned, known, product, asked } = now
  if (asked || known) return false
  if (scanned.gln) return true
  if (scanned.gtin && !product && (mode.name === 'receive' || !scanned.serial)) return true
  if (mode.name === 'receive') return !product && !context.product
  return missing(mode, context) !== undefined
}

export function plan(now: Situation): Plan {
  const { mode, context, scanned, known, asked } = now
  const code = plainCode(scanned)
  if (mode.commands.length === 0 || scanned.faulty) return { do: 'look', code } // the server says what is wrong
  const fact = known ? toldBy(known) : undefined
  if (scanned.sscc || known?.kind === 'package') return withPackage(now, known?.kind === 'package' ? known.code : code)
  if (fact)
    return mode.slots.includes(fact.slot) ? { do: 'tell', ...fact } : { do: 'wrong', kind: known?.kind ?? 'unknown' }
  if (scanned.gtin && !scanned.serial && now.product) {
    const told = { value: now.product.sku, ...(now.product.name ? { name: now.product.name } : {}) }
    return mode.slots.includes('product') ? { do: 'tell', slot: 'product', told } : { do: 'wrong', kind: 'product' }
  }
  if (mustAsk(now)) return { do: 'ask', code }
  const lacks = missing(mode, context)
  // A new package has no code that anybody knows: the first code that is no unit is its.
  if (lacks?.includes('package') && (!known || known.kind === 'unknown')) {
    return { do: 'tell', slot: 'package', told: { value: code } }
  }
  if (lacks) return { do: 'need', slots: lacks }
  const body = unitBody(now)
  if (mode.name === 'receive' && body.unit !== undefined && (asked || known)) return { do: 'need', slots: ['product'] }
  return giveUnit(now)
}
