import { describe, expect, it } from 'vitest'
import de from '@/i18n/de/help.json'
import en from '@/i18n/en/help.json'
import { topics } from '@/pages/help/topics'
import { router } from '../routes'
import { helpOf, helpPages } from './pages'

const addresses = Object.keys(router.routesByPath).filter((path) => path !== '/')

describe('the help of each page', () => {
  it('is there for every page, and for no other', () => {
    expect(Object.keys(helpPages).sort()).toEqual(addresses.sort())
  })

  it.each(addresses)('%s: two to five sentences in each language, and a guide', (path) => {
    const { key, topic } = helpOf(path)
    for (const texts of [en, de]) {
      const sentences = texts.page[key].split(/[.!?](?=\s|$)/).filter((part) => part.trim() !== '')
      expect(sentences.length, texts.page[key]).toBeGreaterThanOrEqual(2)
      expect(sentences.length, texts.page[key]).toBeLessThanOrEqual(5)
    }
    expect(topics).toContain(topic)
  })

  it('falls back to the help of the whole', () => {
    expect(helpOf('/no/such/page').key).toBe('any')
    expect(helpOf(undefined).key).toBe('any')
  })
})
