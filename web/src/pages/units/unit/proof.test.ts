import { describe, expect, it } from 'vitest'
import { proofText } from './proof'

describe('proof as text', () => {
  it('keeps the bytes of the event, and is JSON', () => {
    const body = '{"note":"\\u00e4 1.0","n":1.0}'
    const text = proofText(`{"seq":3,"leaf":"ab","body":${body}}\n`, '{"leaf":"ab","index":2}')
    expect(text).toContain(body)
    expect(JSON.parse(text)).toMatchObject({ event: { seq: 3 }, proof: { index: 2 } })
  })
})
