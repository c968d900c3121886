// The first minutes: which steps there are, which of them are done as the installation shows, and what is suggested. Pure.

export const steps = ['location', 'product', 'numbering', 'receipt', 'label', 'scan'] as const
export type Step = (typeof steps)[number]

/** What is there already, and what leaves nothing behind and is remembered in the browser. */
export type Facts = {
  locations: number
  products: number
  /** The first product has a form for its serials. */
  format: boolean
  units: number
  remembered: readonly Step[]
}

export function doneOf({ locations, products, format, units, remembered }: Facts): Set<Step> {
  const done = new Set<Step>(remembered)
  if (locations > 0) done.add('location')
  if (products > 0) done.add('product')
  if (format || units > 0) done.add('numbering')
  if (units > 0) done.add('receipt')
  return done
}

/** The first that is not done; undefined: all are. */
export function nextOf(done: ReadonlySet<Step>): Step | undefined {
  return steps.find((step) => !done.has(step))
}

/** Nothing has been set up: neither a place nor a product. */
export function isEmpty(facts: Pick<Facts, 'locations' | 'products'>): boolean {
  return facts.locations === 0 && facts.products === 0
}

/** A form for serials: the prefix as it is, and so many digits (see serial_format). */
export function formatOf(prefix: string, digits: number): string {
  return prefix.replace(/[\\#@*?{}]/g, (sign) => `\\${sign}`) + '#'.repeat(digits)
}

/** The first serials of that form. */
export function serialsOf(prefix: string, digits: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => prefix + String(i + 1).padStart(digits, '0'))
}

/** Prefix and digits that a form was made of; undefined: it is of another kind. */
export function partsOf(format: string): { prefix: string; digits: number } | undefined {
  const match = /^((?:[^\\#@*?{}]|\\.)*)(#+)$/.exec(format)
  if (!match) return undefined
  return { prefix: (match[1] ?? '').replace(/\\(.)/g, '$1'), digits: (match[2] ?? '').length }
}

/** What stands in a box, one serial a line; empty lines and repeats left out. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '')
}
