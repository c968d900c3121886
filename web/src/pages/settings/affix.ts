// What a scanner sends around a code, for people: control characters are written as their names. Pure.

const names: Record<string, string> = {
  '\u0002': '<STX>',
  '\u0003': '<ETX>',
  '\t': '<TAB>',
  '\n': '<LF>',
  '\r': '<CR>',
  '\u001d': '<GS>',
}
const signs = new Map(Object.entries(names).map(([sign, name]) => [name, sign]))

/** "\u001d" as "<GS>". */
export function shown(text: string): string {
  return Array.from(text, (sign) => names[sign] ?? sign).join('')
}

/** The other way round; what is no name stays as it is. */
export function meant(text: string): string {
  return text.replace(/<[A-Za-z]{2,3}>/g, (name) => signs.get(name.toUpperCase()) ?? name)
}

/** The code without what the scanner sends around it. */
export function unframed(raw: string, prefix: string, suffix: string): string {
  const head = prefix !== '' && raw.startsWith(prefix) ? raw.slice(prefix.length) : raw
  return suffix !== '' && head.endsWith(suffix) ? head.slice(0, -suffix.length) : head
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey'>

/** What a key adds to a scan; null: the scan ends; undefined: nothing. */
export function signOf({ key, ctrlKey }: Key): string | null | undefined {
  if (key === 'Enter' || key === 'Tab') return null
  if (ctrlKey) return key === ']' ? '\u001d' : undefined
  return [...key].length === 1 ? key : undefined
}
