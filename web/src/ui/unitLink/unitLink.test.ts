import { expect, test } from 'vitest'
import { isToken } from './unitLink'

test.each([
  ['https://id.northwind.example/p/ARBHRnLXMAnqVu803qRP8MolSIgP1GiC', true],
  ['https://id.northwind.example/01/04006381333931/21/CAM-00001', false],
  ['https://id.northwind.example/01/04006381333931/21/p%2FX', false],
])('%s', (url, token) => {
  expect(isToken(url)).toBe(token)
})
