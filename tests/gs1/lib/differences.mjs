// Where `serno gs1` and bwip-js may differ, and how such an item is recognised: differences.md says why. No rule is taken on trust. A rule
// with `plain` rewrites the item so that what the two read differently is gone, and bwip-js is asked again: then it must say the same. A
// rule with `fits` looks by itself for the fault that serno names.
import { judge } from './oracle.mjs'
import { byNumber, spec } from './values.mjs'

const numberOf = new Map(spec.identifiers.filter((row) => row.name).map((row) => [row.name, row.ai]))

/** What RFC 3986 makes of a link: { head, path, query, fragment }. */
function parts(link) {
  const [, head, path, query, fragment] = /^([^:]*:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(link) ?? []
  return head === undefined ? undefined : { head, path, query: query ?? '', fragment: fragment ?? '' }
}
const inParts = (change) => (link) => {
  const p = parts(link)
  if (!p) return link
  change(p)
  return p.head + p.path + p.query + p.fragment
}

/** The values that are read as such: of the path, and of keys that are AIs. */
const values = (p) => [p.path, ...p.query.slice(1).split('&').filter((pair) => byNumber.has(pair.split('=')[0]))]

/** The value of (8030), of an element string as bwip-js gets it or of a link. */
const signature = (item) => {
  const value = item.kind === 'link' ? /[?&]8030=([^&#]*)/.exec(item.theirs) : /\(8030\)([^(]*)/.exec(item.theirs)
  return value?.[1].replace(/\^(\d{3})/g, (_, n) => String.fromCharCode(n)).replace(/%3d/gi, '=')
}

export const differences = [
  {
    name: 'short_names',
    kind: 'link',
    plain: inParts((p) => {
      const segments = p.path.split('/')
      for (let i = segments.length - 2; i > 0; i -= 2) segments[i] = numberOf.get(segments[i]) ?? segments[i]
      p.path = segments.join('/')
    }),
  },
  {
    name: 'case_of_the_scheme',
    kind: 'link',
    plain: (link) => link.replace(/^https?(?=:\/\/)/i, (scheme) => scheme.toLowerCase()),
  },
  {
    name: 'query_without_key',
    kind: 'link',
    plain: inParts((p) => {
      const pairs = p.query.slice(1).split('&')
      p.query = `?${pairs.filter((pair) => !pair.startsWith('=')).join('&')}`
    }),
  },
  { name: 'blanks_around', kind: 'link', plain: (link) => link.replace(/^[ \0]+|[ \0]+$/g, '') },
  {
    name: 'blanks_around_elements',
    kind: 'elements',
    plain: (text) => text.replace(/(\^032|\^000)+$/, '').replace(/(\^032)+(?=\()|(?<=\))(\^032)+/g, ''),
  },
  { name: 'two_package_types', kind: 'elements', plain: (text) => text.replace(/\(7041\)(AT|APE)(?=\(|$)/g, '(7041)AV') },
  {
    name: 'host',
    kind: 'link',
    fits: (item, verdict) => verdict.rule === 'link_host' && !/^[^:]*:\/\/[A-Za-z0-9.\-_~:[\]@%!$&'()*+,;=]+([/?#]|$)/.test(item.ours),
  },
  {
    name: 'end_of_the_host',
    kind: 'link',
    fits: (item, verdict) => verdict.rule === 'link_key' && parts(item.ours)?.path === '',
  },
  { name: 'bytes_of_a_link', kind: 'link', fits: (item, verdict) => verdict.rule === 'bad_byte' && /[^!-~]/.test(item.ours) },
  {
    name: 'stray_percent',
    kind: 'link',
    fits: (item, verdict) =>
      verdict.rule === 'link_percent' && values(parts(item.ours)).some((value) => /%(?![0-9A-Fa-f]{2})/.test(value)),
  },
  {
    name: 'base64_filling',
    fits: (item, verdict, why) => {
      const value = signature(item)
      if (!value || !/^[\w-]*={1,2}$/.test(value)) return false
      return value.length % 4 === 0 ? verdict.ok && /padding/.test(why) : verdict.rule === 'base64' && why === ''
    },
  },
]

const agrees = (item, text, verdict) => (judge[item.kind](text) === '') === verdict.ok

/** The rules that explain the difference, joined by +, or undefined. why: '' when bwip-js accepts. */
export function explain(item, verdict, why) {
  const rules = differences.filter((rule) => !rule.kind || rule.kind === item.kind)
  const alone = rules.find((rule) =>
    rule.fits ? rule.fits(item, verdict, why) : rule.plain(item.theirs) !== item.theirs && agrees(item, rule.plain(item.theirs), verdict),
  )
  if (alone) return alone.name
  const names = []
  let text = item.theirs
  for (const rule of rules.filter((r) => r.plain && r.plain(item.theirs) !== item.theirs)) {
    text = rule.plain(text)
    names.push(rule.name)
  }
  return names.length > 1 && agrees(item, text, verdict) ? names.join('+') : undefined
}
