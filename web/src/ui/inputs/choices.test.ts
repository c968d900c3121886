import { describe, expect, it } from 'vitest'
import { fitting } from './choices'

const older = [{ code: 'AP-AX', name: 'Access point' }, { code: 'RAM-32E', name: 'Memory' }, { code: 'RACK-12' }]

describe('suggestions of an older answer', () => {
  it.each([
    ['all of them for no text', '', ['AP-AX', 'RAM-32E', 'RACK-12']],
    ['by code, in any case', 'ra', ['RAM-32E', 'RACK-12']],
    ['by name', 'memo', ['RAM-32E']],
    ['none', 'zzz', []],
  ])('%s', (_, text, codes) => {
    expect(fitting(older, text).map((one) => one.code)).toEqual(codes)
  })
})
