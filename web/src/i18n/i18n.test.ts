// Every language says everything that English says, with the same blanks to fill in.
import { describe, expect, it } from 'vitest'

type Texts = { [key: string]: string | Texts }
const files = import.meta.glob<Texts>('./*/*.json', { eager: true, import: 'default' })

function flat(texts: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text)
  }
  return all
}

const blanks = (text: string) => [...text.matchAll(/{{-?\s*(\w+)/g)].map((match) => match[1]).sort()
const english = Object.keys(files).filter((path) => path.startsWith('./en/'))

describe('German', () => {
  it.each(english)('has all of %s', (path) => {
    const en = flat(files[path] ?? {})
    const de = flat(files[path.replace('/en/', '/de/')] ?? {})
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort())
    for (const [key, text] of en) {
      expect(de.get(key), key).not.toBe('')
      expect(blanks(de.get(key) ?? ''), key).toEqual(blanks(text))
    }
  })
})
