// Random Digital Links for messages, written independently of src/gs1/, and ways to break them.
import { message, keys } from './messages.mjs'
import { byNumber, SETS } from './values.mjs'

const PLAIN = /[A-Za-z0-9\-._~]/
const hex = (d, c) => {
  const code = c.charCodeAt(0).toString(16).padStart(2, '0')
  return `%${d.chance(0.3) ? code : code.toUpperCase()}`
}
const encoded = (d, value) =>
  [...value].map((c) => (PLAIN.test(c) && !d.chance(0.02) ? c : encodeURIComponent(c).startsWith('%C') ? encodeURIComponent(c) : hex(d, c))).join('')

const origins = [
  'https://id.gs1.org',
  'http://example.com',
  'https://example.com:8443/some/stem',
  'HTTPS://EXAMPLE.COM',
  'https://example.com/01/path',
  'https://example.com/products/00/106141412345678908',
]

/** Pairs of the path and of the query, as good as the message allows. */
export function plan(d) {
  const key = d.one(keys)
  const row = byNumber.get(key).row
  const elements = message(d, key).filter((e, i, all) => all.findIndex((o) => o.ai === e.ai) === i)
  const path = [elements.find((e) => e.ai === key)]
  for (const ai of row.key.length ? d.one(row.key) : []) {
    const there = elements.find((e) => e.ai === ai) ?? (d.chance(0.3) ? message(d, ai).find((e) => e.ai === ai) : undefined)
    if (there) path.push(there)
  }
  return { origin: d.one(origins), path, query: elements.filter((e) => !path.includes(e) && byNumber.get(e.ai).row.attribute), others: [], fragment: '' }
}

/** Harmless changes: the link stays as good or bad as it was. */
export function decorate(d, p) {
  if (d.chance(0.2)) p.others.push(d.one(['linkType=gs1:pip', 'a', 'context', 'utm_source=x%zz', '=', 'x=1=2']))
  if (d.chance(0.1)) p.fragment = d.one(['#', '#top', '#/01/1', '#?10=X'])
  const gtin = p.path[0]
  if (gtin.ai === '01' && d.chance(0.2)) gtin.value = gtin.value.replace(/^0{1,6}/, '')
}

export const planBreaks = {
  order: (_, p) => p.path.reverse(),
  twice: (d, p) => p.path.push(d.one(p.path)),
  down: (_, p) => p.path.length > 1 && p.query.push(p.path.pop()),
  up: (_, p) => p.query.length && p.path.push(p.query.pop()),
  unkeyed: (_, p) => p.path.shift(),
  attribute: (d, p) => p.query.push(message(d)[0]),
  names: (d, p) => {
    for (const e of p.path) if (d.chance(0.7)) e.name = byNumber.get(e.ai)?.row.name
  },
  scheme: (d, p) => {
    p.origin = p.origin.replace(/^[^:]*/, d.one(['Https', 'hTTP', 'ftp', 'htt', 'httpss', '']))
  },
  host: (d, p) => {
    p.origin = d.one(['https://', 'https:///x', 'https://a<b', 'https:/x.org', 'https://x.org?a', 'https://[::1]:80'])
  },
  keyless: (d, p) => p.others.push(d.one(['=5', '=', '0x=1', '05=1', '=01'])),
  slash: (_, p) => {
    p.after = '/'
  },
}

export function write(d, p) {
  const path = p.path.map((e) => `/${e.name ?? e.ai}/${encoded(d, e.value)}`).join('')
  const query = [...p.query.map((e) => `${e.ai}=${encoded(d, e.value)}`), ...p.others]
  return `${p.origin}${path}${p.after ?? ''}${query.length ? `?${query.join('&')}` : ''}${p.fragment}`
}

/** One byte of the link itself, anywhere. */
export function damage(d, link) {
  const i = d.below(link.length)
  const c = d.one(['%', '/', '?', '#', '&', '=', '+', ' ', '(', '\u00e9', d.one(SETS.X)])
  return d.one([link.slice(0, i) + c + link.slice(i), link.slice(0, i) + link.slice(i + 1), link.slice(0, i) + c + link.slice(i + 1)])
}
