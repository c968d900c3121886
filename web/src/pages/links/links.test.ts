import { expect, test } from 'vitest'
import { acceptanceOf, changesOf, draftOfSettings, draftOfTarget, type LinkSettings, ticked, wayOf } from './links'

const answer = { command: null, party: 'JANE', location: 'HOUSE', reason: ' ' }

test.each([
  ['only closes', 'register', null, { decision: 'accept' }],
  ['registers', 'register', 'register', { decision: 'accept', command: 'register', party: 'JANE' }],
  ['finds', 'found', 'find', { decision: 'accept', command: 'find', location: 'HOUSE' }],
  ['says stolen', 'stolen', 'report_stolen', { decision: 'accept', command: 'report_stolen' }],
  ['takes no command of another kind', 'stolen', 'register', { decision: 'accept' }],
] as const)('an acceptance %s', (_, kind, command, wanted) => {
  expect(acceptanceOf(kind, { ...answer, command })).toEqual(wanted)
})

test('a reason goes along without the space around it', () => {
  expect(acceptanceOf('stolen', { ...answer, reason: ' known to us ' })).toMatchObject({ reason: 'known to us' })
})

test('somebody is needed to become the owner, and a place for what was found', () => {
  expect(wayOf('register', 'transfer_ownership')?.needs).toBe('party')
  expect(wayOf('found', 'recover')?.needs).toBe('location')
  expect(wayOf('found', 'register')).toBeUndefined()
})

const settings: LinkSettings = {
  pages: false,
  form: 'token',
  shown: ['product', 'serial'],
  actions: [],
  contact: '',
  behind_proxy: false,
  pages_per_second: 50,
  views_per_minute: 60,
  reports_per_hour: 10,
  window_hours: 24,
  networks_max: 8,
  switches_max: 16,
  version: 3,
}

test('only what was changed is sent', () => {
  const draft = draftOfSettings(settings)
  expect(changesOf(settings, draft)).toEqual({})
  const shown = ticked(['product', 'sku', 'serial'], ['serial', 'sku', 'else'])
  expect(changesOf(settings, { ...draft, pages: true, shown })).toEqual({ pages: true, shown: ['sku', 'serial'] })
})

test('a target is drafted without its number and version', () => {
  const { product, ...rest } = draftOfTarget(null)
  expect(product).toBeNull()
  expect(draftOfTarget({ ...rest, product: 'CAM', id: 7, version: 2, title: 'Manual' })).toEqual({
    ...rest,
    product: 'CAM',
    title: 'Manual',
  })
})
