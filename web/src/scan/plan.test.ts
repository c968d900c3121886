import { describe, expect, it } from 'vitest'
import { readCode } from './code'
import { type Context, type ModeName, missing, modes, modesFor, told } from './modes'
import { type Known, type Plan, plan, splitPair } from './plan'

const GTIN = '04006381333931'
const may = modes.flatMap((mode) => [...mode.commands])
const modeOf = (name: ModeName) => {
  const found = modes.find((mode) => mode.name === name)
  if (!found) throw new Error(name)
  return found
}
const at = (value: string) => ({ location: { value } })
const cam = { sku: 'CAM-4K', name: 'Camera' }

type Row = {
  name: string
  mode: ModeName
  context?: Context
  code: string
  known?: Known
  product?: { sku: string; name?: string }
  asked?: boolean
  expected: Partial<Plan> & Record<string, unknown>
}

const rows: Row[] = [
  { name: 'look up anything', mode: 'lookup', code: 'A-1', expected: { do: 'look', code: 'A-1' } },
  {
    name: 'look up an element string',
    mode: 'lookup',
    code: `]d201${GTIN}21A-1`,
    expected: { do: 'look', code: `(01)${GTIN}(21)A-1` },
  },
  {
    name: 'receive: a GS1 symbol that breaks a rule is no serial',
    mode: 'receive',
    context: { location: { value: 'DOCK' }, product: { value: 'CAM-4K' } },
    code: ']d20104006381333932',
    expected: { do: 'look', code: '0104006381333932' },
  },
  {
    name: 'a place is told',
    mode: 'move',
    code: 'BER-A1',
    known: { kind: 'location', code: 'BER-A1', name: 'Shelf 1' },
    expected: { do: 'tell', slot: 'location', told: { value: 'BER-A1', name: 'Shelf 1' } },
  },
  {
    name: 'move: unit to the place',
    mode: 'move',
    context: at('BER-A1'),
    code: 'A-1',
    expected: { do: 'give', command: 'move', body: { location: 'BER-A1', unit: 'A-1' }, subjects: ['unit:A-1'] },
  },
  {
    name: 'move: unit with its product',
    mode: 'move',
    context: at('BER-A1'),
    code: `(01)${GTIN}(21)A-1`,
    product: cam,
    expected: { do: 'give', body: { location: 'BER-A1', product: 'CAM-4K', serial: 'A-1' }, subjects: ['unit:A-1'] },
  },
  {
    name: 'move: GTIN that this device does not know: the serial alone may do',
    mode: 'move',
    context: at('BER-A1'),
    code: `(01)${GTIN}(21)A-1`,
    expected: { do: 'give', body: { location: 'BER-A1', unit: 'A-1' } },
  },
  {
    name: 'move: SKU and serial',
    mode: 'move',
    context: at('BER-A1'),
    code: 'CAM-4K:A-1',
    product: cam,
    expected: { do: 'give', body: { product: 'CAM-4K', serial: 'A-1', location: 'BER-A1' } },
  },
  { name: 'move: no place yet, perhaps this is one', mode: 'move', code: 'X', expected: { do: 'ask', code: 'X' } },
  {
    name: 'move: no place yet, and this is none',
    mode: 'move',
    code: 'A-1',
    known: { kind: 'unit', product: 'CAM-4K', serial: 'A-1' },
    asked: true,
    expected: { do: 'need', slots: ['location'] },
  },
  {
    name: 'move: a whole package',
    mode: 'move',
    context: at('BER-A1'),
    code: '00395200170000067510',
    expected: {
      do: 'give',
      body: { location: 'BER-A1', package: '395200170000067510' },
      subjects: ['package:395200170000067510'],
    },
  },
  {
    name: 'move: a product cannot be moved',
    mode: 'move',
    code: 'CAM-4K',
    known: { kind: 'product', sku: 'CAM-4K' },
    expected: { do: 'wrong', kind: 'product' },
  },
  {
    name: 'receive: the product is told by its GTIN',
    mode: 'receive',
    code: `]E0${GTIN.slice(1)}`,
    product: cam,
    expected: { do: 'tell', slot: 'product', told: { value: 'CAM-4K', name: 'Camera' } },
  },
  {
    name: 'receive: a serial of the told product',
    mode: 'receive',
    context: { ...at('DOCK'), product: { value: 'CAM-4K' }, party: { value: 'SUP' }, lot: { value: 'L9' } },
    code: 'A-1',
    expected: {
      do: 'give',
      command: 'receive',
      body: { location: 'DOCK', product: 'CAM-4K', party: 'SUP', lot: 'L9', serial: 'A-1' },
    },
  },
  {
    name: 'receive: everything in one code',
    mode: 'receive',
    context: at('DOCK'),
    code: `]d201${GTIN}21A-1\u001d10L1\u001d17281231`,
    product: cam,
    expected: {
      do: 'give',
      body: { location: 'DOCK', product: 'CAM-4K', serial: 'A-1', lot: 'L1', expires: '2028-12-31' },
    },
  },
  {
    name: 'receive: a code with a product of its own, another lot was told',
    mode: 'receive',
    context: { ...at('DOCK'), product: { value: 'PUMP' }, lot: { value: 'L9' } },
    code: `]d201${GTIN}21A-1`,
    product: cam,
    expected: { do: 'give', body: { location: 'DOCK', product: 'CAM-4K', serial: 'A-1' } },
  },
  {
    name: 'receive: no product: perhaps announced',
    mode: 'receive',
    context: at('DOCK'),
    code: 'A-1',
    expected: { do: 'ask', code: 'A-1' },
  },
  {
    name: 'receive: no product, announced',
    mode: 'receive',
    context: at('DOCK'),
    code: 'A-1',
    known: { kind: 'unit', product: 'CAM-4K', serial: 'A-1' },
    asked: true,
    expected: { do: 'give', body: { location: 'DOCK', product: 'CAM-4K', serial: 'A-1' } },
  },
  {
    name: 'receive: no product, nobody knows it',
    mode: 'receive',
    context: at('DOCK'),
    code: 'A-1',
    known: { kind: 'unknown' },
    asked: true,
    expected: { do: 'need', slots: ['product'] },
  },
  {
    name: 'receive: no product, no network',
    mode: 'receive',
    context: at('DOCK'),
    code: 'A-1',
    asked: true,
    expected: { do: 'need', slots: ['product'] },
  },
  {
    name: 'receive: unknown GTIN',
    mode: 'receive',
    context: at('DOCK'),
    code: `(01)${GTIN}(21)A-1`,
    expected: { do: 'ask' },
  },
  {
    name: 'pick: without anything told',
    mode: 'pick',
    code: 'A-1',
    expected: { do: 'give', command: 'pick', body: { unit: 'A-1' } },
  },
  {
    name: 'pick: an order is told',
    mode: 'pick',
    code: 'SO-7',
    known: { kind: 'order', code: 'SO-7' },
    expected: { do: 'tell', slot: 'order', told: { value: 'SO-7' } },
  },
  {
    name: 'pack: the package first: the server is asked',
    mode: 'pack',
    code: 'BOX-1',
    expected: { do: 'ask', code: 'BOX-1' },
  },
  {
    name: 'pack: a new package',
    mode: 'pack',
    code: 'BOX-1',
    known: { kind: 'unknown' },
    asked: true,
    expected: { do: 'tell', slot: 'package', told: { value: 'BOX-1' } },
  },
  {
    name: 'pack: a new package without a network',
    mode: 'pack',
    code: 'BOX-1',
    asked: true,
    expected: { do: 'tell', slot: 'package' },
  },
  {
    name: 'pack: a unit before the package',
    mode: 'pack',
    code: 'A-1',
    known: { kind: 'unit', product: 'CAM-4K', serial: 'A-1' },
    asked: true,
    expected: { do: 'need', slots: ['package'] },
  },
  {
    name: 'pack: into the package, behind what was packed before',
    mode: 'pack',
    context: { package: { value: 'BOX-1' } },
    code: 'A-1',
    expected: { do: 'give', command: 'pack', body: { package: 'BOX-1', unit: 'A-1' }, follows: ['package:BOX-1'] },
  },
  {
    name: 'pack: another package',
    mode: 'pack',
    context: { package: { value: 'BOX-1' } },
    code: '(00)395200170000067510',
    expected: { do: 'tell', slot: 'package', told: { value: '395200170000067510' } },
  },
  {
    name: 'ship: a package to a party',
    mode: 'ship',
    context: { party: { value: 'ACME' }, order: { value: 'SO-7' } },
    code: '395200170000067510',
    expected: { do: 'give', command: 'ship', body: { party: 'ACME', order: 'SO-7', package: '395200170000067510' } },
  },
  {
    name: 'ship: to whom?',
    mode: 'ship',
    code: 'A-1',
    known: { kind: 'unit', product: 'CAM-4K', serial: 'A-1' },
    asked: true,
    expected: { do: 'need', slots: ['party', 'location'] },
  },
  {
    name: 'check out: a place is no borrower',
    mode: 'check_out',
    code: 'BER-A1',
    known: { kind: 'location', code: 'BER-A1' },
    expected: { do: 'wrong', kind: 'location' },
  },
  {
    name: 'count',
    mode: 'count',
    context: { ...at('BER-A1'), count: { value: 'Q3' } },
    code: 'A-1',
    expected: { do: 'give', command: 'count_seen', body: { location: 'BER-A1', count: 'Q3', unit: 'A-1' } },
  },
  {
    name: 'hold',
    mode: 'hold',
    context: { hold: { value: 'quality' }, reason: { value: 'scratch' } },
    code: 'A-1',
    expected: { do: 'give', command: 'hold', body: { hold: 'quality', reason: 'scratch', unit: 'A-1' } },
  },
]

describe('plan', () => {
  it.each(rows)('$name', ({ mode, context = {}, code, known, product, asked = false, expected }) => {
    const now = { mode: modeOf(mode), context, may, scanned: readCode(code), known, product, asked }
    const decided = plan(now)
    expect(decided).toMatchObject(expected)
    if (decided.do === 'give' && 'body' in expected) expect(decided.body).toEqual(expected.body)
  })
})

describe('modes', () => {
  it('are those that the server permits', () => {
    expect(modesFor(['pick', 'put_away']).map((mode) => mode.name)).toEqual(['lookup', 'move', 'pick'])
  })
  it('every one says what it needs in slots that it shows, and has a key of its own', () => {
    for (const mode of modes) for (const slot of mode.needs.flat()) expect(mode.slots).toContain(slot)
    expect(new Set(modes.map((mode) => mode.key)).size).toBe(modes.length)
  })
  it('a shipment goes to one or the other', () => {
    const ship = modeOf('ship')
    const toParty = told(ship, {}, 'party', { value: 'ACME' })
    expect(told(ship, toParty, 'location', { value: 'HH-1' })).toEqual({ location: { value: 'HH-1' } })
    expect(missing(ship, toParty)).toBeUndefined()
  })
  it('another product has another lot', () => {
    const receive = modeOf('receive')
    expect(told(receive, { lot: { value: 'L1' } }, 'product', { value: 'X' })).toEqual({ product: { value: 'X' } })
  })
  it('splits a pair', () => {
    expect(splitPair('CAM-4K:A 1')).toEqual({ product: 'CAM-4K', serial: 'A 1' })
    expect(splitPair('4006381333931 A-1')).toEqual({ product: '4006381333931', serial: 'A-1' })
    expect(splitPair('A-1')).toBeNull()
  })
})
