import { describe, expect, it } from 'vitest'
import table from '../../../../spec/lifecycle.json'
import { type Before, bodyOf, type Draft, fieldsOf, missingOf, pairsOf } from './fields'
import type { CommandSpec, Lifecycle } from './lifecycle'
import { offeredFor } from './offered'

const lifecycle = table as unknown as Lifecycle
const spec = (name: string): CommandSpec => {
  const found = lifecycle.commands.find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}
const names = (command: string, text: Record<string, string> = {}, one = true) =>
  fieldsOf(spec(command), lifecycle, text, one).map((field) => field.name + (field.required ? '!' : ''))
const draft = (text: Record<string, string>, more: Partial<Draft> = {}): Draft => ({
  text,
  to: 'party',
  parent: { text: '' },
  identifiers: [],
  attributes: [],
  ...more,
})
const unit = { id: 7, serial: 'A-7', product: 'P' }
const body = (command: string, filled: Draft, units = [unit], before: Before = {}) =>
  bodyOf(
    'id',
    spec(command),
    fieldsOf(spec(command), lifecycle, filled.text, units.length === 1),
    filled,
    { units },
    'all',
    before,
  )

describe('fields of a command', () => {
  it.each([
    ['move', {}, ['location!', 'order']],
    ['receive', {}, ['location!', 'party', 'lot', 'order']],
    ['receive', { lot: 'L1' }, ['location!', 'party', 'lot', 'made', 'expires', 'order']],
    ['ship', {}, ['party_or_location!', 'order']],
    ['hold', {}, ['hold!', 'reason!']],
    ['check_out', {}, ['party!', 'order', 'due']],
    ['install', {}, ['parent!', 'order']],
    ['inspect', {}, ['verdict!', 'order']],
    ['inspect', { verdict: 'restock' }, ['verdict!', 'location', 'order']],
    ['inspect', { verdict: 'send_back' }, ['verdict!', 'location', 'party', 'order']],
    ['inspect', { verdict: 'scrap' }, ['verdict!', 'order']],
    ['finish_repair', { outcome: 'fixed' }, ['outcome!', 'location', 'order']],
    ['finish_repair', { outcome: 'fixed_packed' }, ['outcome!', 'location', 'package', 'order']],
    ['remove', { condition: 'good' }, ['condition!', 'location', 'parent', 'order']],
    ['correct', {}, ['serial', 'lot', 'identifiers', 'attributes', 'reason!']],
    ['count_seen', {}, ['location!', 'count']],
  ])('%s %o', (command, text, expected) => {
    expect(names(command, text)).toEqual(expected)
  })
  it('gives serials and identifiers to one unit only', () => {
    expect(names('correct', {}, false)).toEqual(['lot', 'reason!'])
  })
  it('knows every command of the table', () => {
    for (const one of lifecycle.commands) expect(fieldsOf(one, lifecycle, {}, true)).toBeDefined()
  })
  it('says what is missing', () => {
    const fields = fieldsOf(spec('ship'), lifecycle, {}, true)
    expect(missingOf(fields, draft({}))).toEqual(['party_or_location'])
    expect(missingOf(fields, draft({ party: 'ACME' }))).toEqual([])
    expect(missingOf(fields, draft({ party: 'ACME' }, { to: 'location' }))).toEqual(['party_or_location'])
    expect(missingOf(fieldsOf(spec('install'), lifecycle, {}, true), draft({}))).toEqual(['parent'])
  })
})

describe('request of a command', () => {
  it('names one unit or many, and says only what was filled in', () => {
    expect(body('move', draft({ location: ' A-01 ', order: '', note: 'n', party: 'hidden' }))).toEqual({
      id: 'id',
      unit: { id: 7 },
      location: 'A-01',
      note: 'n',
    })
    expect(body('move', draft({ location: 'A' }), [unit, { ...unit, id: 8 }])).toEqual({
      id: 'id',
      units: [{ id: 7 }, { id: 8 }],
      mode: 'all',
      location: 'A',
    })
  })
  it('sends a shipment to the one that was chosen', () => {
    expect(body('ship', draft({ party: 'P', location: 'L' }, { to: 'location' }))).toMatchObject({ location: 'L' })
    expect(body('ship', draft({ party: 'P', location: 'L' }))).not.toHaveProperty('location')
  })
  it('names a unit that does not exist yet by product and serial', () => {
    expect(bodyOf('id', spec('receive'), [], draft({}), { units: [{ serial: 'N', product: 'P' }] }, 'all')).toEqual({
      id: 'id',
      unit: { product: 'P', serial: 'N' },
    })
  })
  it('names a package as what is moved, or what is packed', () => {
    expect(bodyOf('id', spec('ship'), [], draft({}), { package: 'C' }, 'all')).toEqual({ id: 'id', package: 'C' })
    expect(bodyOf('id', spec('pack'), [], draft({}), { package: 'C' }, 'all')).toEqual({ id: 'id', packages: ['C'] })
  })
  it('names a parent by its number when it was chosen', () => {
    expect(body('install', draft({}, { parent: { text: 'R', id: 3 } })).parent).toEqual({ id: 3 })
    expect(body('install', draft({}, { parent: { text: 'R' } })).parent).toBe('R')
  })
  it('corrects what differs only', () => {
    const before = { serial: 'A-7', identifiers: { imei: ['1', '2'] }, attributes: { color: 'red', size: 3 } }
    const same = draft({ serial: 'A-7', reason: 'r' }, pairsOf(before))
    expect(body('correct', same, [unit], before)).toEqual({ id: 'id', unit: { id: 7 }, reason: 'r' })
    const changed = draft(
      { serial: 'A-8', reason: 'r' },
      {
        identifiers: [
          { name: 'imei', value: '2' },
          { name: 'mac', value: 'M' },
        ],
        attributes: [
          { name: 'color', value: 'blue' },
          { name: 'size', value: '3' },
        ],
      },
    )
    expect(body('correct', changed, [unit], before)).toEqual({
      id: 'id',
      unit: { id: 7 },
      reason: 'r',
      serial_new: 'A-8',
      identifiers: { mac: 'M', imei: { remove: '1' } },
      attributes: { color: 'blue', size: 3 },
    })
  })
})

describe('what is offered', () => {
  const may = ['receive', 'move', 'pick', 'hold', 'release_hold', 'scrap', 'correct']
  it('is what the server allows of one unit, the likely first', () => {
    expect(offeredFor([{ ...unit, allowed: ['scrap', 'pick', 'move', 'ship'] }], may, lifecycle)).toEqual([
      'pick',
      'move',
      'scrap',
    ])
  })
  it('is of many units what the table allows of each', () => {
    const rows = [
      { ...unit, status: 'in_stock', holds: [] },
      { ...unit, status: 'picked', holds: [] },
    ]
    expect(offeredFor(rows, may, lifecycle)).toEqual(['move', 'hold', 'correct', 'scrap'])
    const held = [{ ...unit, status: 'in_stock', holds: ['quality'] }]
    expect(offeredFor(held, may, lifecycle)).toEqual(['move', 'hold', 'release_hold', 'correct', 'scrap'])
  })
})
