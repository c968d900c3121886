import { expect, test } from 'vitest'
import { prefixesOf } from './prefixes'

test.each([
  ['', []],
  [' , ', []],
  ['4006381', ['4006381']],
  ['4006381, 950600', ['4006381', '950600']],
  ['4006381;950600 9521141\n4012345', ['4006381', '950600', '9521141', '4012345']],
  ['4006-381', ['4006-381']],
])('%j', (text, prefixes) => {
  expect(prefixesOf(text)).toEqual(prefixes)
})
