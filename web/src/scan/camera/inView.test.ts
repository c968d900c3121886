import { describe, expect, it } from 'vitest'
import { InView } from './inView'

describe('codes in view', () => {
  it('count once while they stay', () => {
    const view = new InView()
    expect(view.news(['A'], 0)).toEqual(['A'])
    for (let at = 33; at < 9_000; at += 33) expect(view.news(['A'], at)).toEqual([])
  })
  it('count again when they were away for two seconds', () => {
    const view = new InView()
    view.news(['A'], 0)
    expect(view.news([], 1_000)).toEqual([])
    expect(view.news(['A'], 1_900)).toEqual([])
    expect(view.news(['A'], 3_901)).toEqual(['A'])
  })
  it('count each, also two at once', () => {
    const view = new InView()
    expect(view.news(['A', 'B', 'A'], 0)).toEqual(['A', 'B'])
    expect(view.news(['B', 'C'], 50)).toEqual(['C'])
  })
})
