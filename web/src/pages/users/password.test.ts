import { describe, expect, it } from 'vitest'
import { oneTimePassword } from './password'

describe('a one-time password', () => {
  it('is four groups of five letters that do not look alike', () => {
    expect(oneTimePassword()).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)
  })
  it('is another each time', () => {
    expect(oneTimePassword()).not.toBe(oneTimePassword())
  })
  it('uses each letter equally often', () => {
    const all = Uint8Array.from({ length: 20 }, (_, i) => i * 12)
    expect(oneTimePassword(all)).toBe(oneTimePassword(all.map((byte) => (byte + 32) % 256)))
  })
})
