import { beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from './db'
import { forgetMasters, gtin14, knownLocation, knownProduct, knownUnits, lookUpKnown, rememberUnits } from './masters'
import { blocksOf, mastersState, refreshMasters } from './masters-refresh'

const tables = [db.products, db.locations, db.parties, db.units, db.meta]
beforeEach(() => Promise.all(tables.map((table) => table.clear())))

const product = (sku: string, gtin: string | null, name = `Product ${sku}`) => ({
  sku,
  gtin,
  name,
  serial_format: '',
  active: true,
})
const place = (code: string) => ({ code, name: `Place ${code}`, kind: 'bin', active: true })
const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** A server that has these rows; counts what it was asked. */
function serve(rows: Record<string, object[]>) {
  const asked = vi.fn(async (input: RequestInfo | URL) => {
    const path = String(input).replace(/\?.*/, '').replace('/practice', '')
    return new Response(lines(rows[path] ?? []), { status: 200 })
  })
  vi.stubGlobal('fetch', asked)
  return asked
}

const stream = (text: string, size: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      const bytes = new TextEncoder().encode(text)
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })

describe('lines of a stream', () => {
  it.each([1, 2, 3, 7, 1000])('in pieces of %d bytes', async (size) => {
    const blocks: string[][] = []
    for await (const block of blocksOf(stream('{"a":"ä"}\n\n{"b":"€"}\n{"c":1}', size), 2)) blocks.push(block)
    expect(blocks).toEqual([['{"a":"ä"}', '{"b":"€"}'], ['{"c":1}']])
  })
})

describe('master data', () => {
  const rows = {
    '/v1/products': [product('PUMP-1', '04006381333931'), product('CAM', null)],
    '/v1/locations': [place('BER-A-01'), place('BER-A-02')],
    '/v1/parties': [{ code: 'ACME', name: 'Acme', kind: 'customer', active: true }],
  }

  it('is fetched, found by any form of its code, and left alone while it is fresh', async () => {
    const asked = serve(rows)
    await refreshMasters()
    expect((await knownProduct('4006381333931', 'real'))?.sku).toBe('PUMP-1')
    expect((await knownProduct('pump-1', 'real'))?.name).toBe('Product PUMP-1')
    expect((await knownLocation('BER-A-02', 'real'))?.kind).toBe('bin')
    expect(await knownLocation('BER-A-02', 'practice')).toBeUndefined()
    expect((await lookUpKnown('ACME', 'real')).map((one) => one.kind)).toEqual(['party'])
    expect(await mastersState('real')).toMatchObject({ rows: 5 })
    await refreshMasters()
    expect(asked).toHaveBeenCalledTimes(3)
  })

  it('writes only what is not as it was', async () => {
    serve(rows)
    await refreshMasters()
    await db.meta.toCollection().modify((row) => {
      ;(row.value as { at: number }).at = 0
    })
    const put = vi.spyOn(db.locations, 'bulkPut')
    serve({ ...rows, '/v1/products': [...rows['/v1/products'], product('NEW', null)] })
    await refreshMasters()
    expect(put).not.toHaveBeenCalled()
    expect((await knownProduct('NEW', 'real'))?.sku).toBe('NEW')
    put.mockRestore()
  })

  it('stays as it is when the server is away', async () => {
    serve(rows)
    await refreshMasters()
    await db.meta.clear()
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('away')))
    await refreshMasters()
    expect((await knownLocation('BER-A-01', 'real'))?.code).toBe('BER-A-01')
  })

  it('of a realm is forgotten apart', async () => {
    serve(rows)
    await refreshMasters(false, 'practice')
    await refreshMasters(false, 'real')
    await forgetMasters('practice')
    expect(await knownLocation('BER-A-01', 'practice')).toBeUndefined()
    expect(await knownLocation('BER-A-01', 'real')).toBeDefined()
  })
})

describe('units that were seen', () => {
  it('are found by serial and by what was scanned, as of when', async () => {
    const unit = { id: 7, serial: 'A-1', product: 'PUMP-1', status: 'in_stock', location: 'BER' }
    await rememberUnits([unit], { realm: 'real', code: '(21)A-1', as_of: '2026-11-23T12:00:00.000Z' })
    await rememberUnits([{ ...unit, status: 'packed' }], { realm: 'real', as_of: '2026-11-23T13:00:00.000Z' })
    const [found] = await knownUnits('(21)A-1', 'PUMP-1', 'real')
    expect(found).toMatchObject({ status: 'packed', as_of: '2026-11-23T13:00:00.000Z', codes: ['(21)A-1'] })
    expect(await knownUnits('A-1', 'CAM', 'real')).toEqual([])
  })

  it('are the last 5,000', async () => {
    const many = Array.from({ length: 5_600 }, (_, id) => ({ id, serial: `S${id}`, product: 'P', status: 'in_stock' }))
    await rememberUnits(many.slice(0, 3000), { realm: 'real', as_of: '2026-11-01T00:00:00.000Z' })
    await rememberUnits(many.slice(3000), { realm: 'real', as_of: '2026-11-02T00:00:00.000Z' })
    expect(await db.units.count()).toBe(5000)
    expect(await knownUnits('S5599', undefined, 'real')).toHaveLength(1)
  }, 60_000)
})

describe('GTINs', () => {
  it.each([
    ['4006381333931', '04006381333931'],
    ['12345670', '00000012345670'],
    ['123', null],
    ['ABCDEFGH', null],
  ])('%s', (code, wanted) => expect(gtin14(code)).toBe(wanted))
})
