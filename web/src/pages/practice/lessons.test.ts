import { describe, expect, it } from 'vitest'
import { modes } from '@/scan/modes'
import { cardsOf, doneBy, lessons } from './lessons'

describe('the lessons', () => {
  it('are one for each way of scanning', () => {
    expect(lessons.map((lesson) => lesson.mode)).toEqual(modes.map((mode) => mode.name))
  })
})

describe('what somebody has done', () => {
  it.each([
    ['nothing', [], false, []],
    ['looked up', [], true, ['lookup']],
    ['put away', ['put_away'], false, ['move']],
    ['counted', ['count_seen', 'count_not_seen'], false, ['count']],
    ['what is no lesson', ['scrap'], false, []],
    ['two', ['receive', 'receive', 'hold'], true, ['lookup', 'receive', 'hold']],
  ] as const)('%s', (_, commands, looked, done) => {
    const events = commands.map((command) => ({ command }))
    expect([...doneBy(events, looked)]).toEqual(done)
  })
})

describe('the cards of a lesson', () => {
  const serials = ['A1', 'A2']
  it('tell the place before the units', () => {
    expect(cardsOf('move', { location: 'B', product: 'P', serials }).map((card) => card.code)).toEqual([
      'B',
      'A1',
      'A2',
    ])
  })
  it('name the product of new numbers', () => {
    const cards = cardsOf('receive', { location: 'B', product: 'P', party: 'S', serials })
    expect(cards.map((card) => card.kind)).toEqual(['location', 'product', 'party', 'unit', 'unit'])
  })
  it('ship the package, not what is in it', () => {
    expect(cardsOf('ship', { party: 'C', package: 'BOX', serials }).map((card) => card.code)).toEqual(['C', 'BOX'])
  })
})
