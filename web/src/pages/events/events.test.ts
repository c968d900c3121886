import { describe, expect, it } from 'vitest'
import { asked, bodyOf, isFiltered, queryOf, readable, unitsOf } from './events'

describe('address', () => {
  it('takes filters and nothing else', () => {
    expect(queryOf({ command: 'move', from: '2026-11-01', cursor: 'x', order: '' })).toEqual({
      command: 'move',
      from: '2026-11-01',
    })
    expect(isFiltered({ cursor: 'x' })).toBe(false)
    expect(isFiltered({ to: '2026-11-01' })).toBe(true)
  })
})

describe('days', () => {
  it('are those of the user, to the end of the last one', () => {
    const { from, to } = asked({ from: '2026-10-31', to: '2026-10-31', order: 'SO-1' })
    expect(new Date(from ?? '').getHours()).toBe(0)
    expect(new Date(to ?? '').getHours()).toBe(0)
    expect(new Date(to ?? '').getDate()).toBe(1)
    expect(asked({ order: 'SO-1' })).toEqual({ order: 'SO-1' })
    expect(asked({ from: '2026-10-31T10:00:00Z' })).toEqual({ from: '2026-10-31T10:00:00Z' })
  })
})

describe('body', () => {
  it('is cut out byte for byte', () => {
    const body = '{"id":"1","note":"a } \\"body\\": b","units":[]}'
    expect(bodyOf(`{"seq":3,"leaf":"ab","body":${body}}`)).toBe(body)
    expect(bodyOf('nonsense')).toBe('')
  })

  it('names its units, and those that only went along', () => {
    const product: [number, string] = [1, 'PUMP']
    expect(
      unitsOf({
        units: [
          {
            product,
            units: [
              [7, 'A'],
              [8, 'B', { attributes: {} }],
            ],
          },
        ],
        carried: [{ product: [2, 'DISK'], units: [[9, 'C']] }],
      }),
    ).toEqual([
      { id: 7, serial: 'A', product: 'PUMP', carried: false },
      { id: 8, serial: 'B', product: 'PUMP', carried: false },
      { id: 9, serial: 'C', product: 'DISK', carried: true },
    ])
    expect(unitsOf({})).toEqual([])
  })

  it('reads well', () => {
    expect(readable('{"actor":[1,"admin"],"units":[{"product":[1,"P"]}]}')).toBe(
      '{\n  "actor": [1, "admin"],\n  "units": [\n    {\n      "product": [1, "P"]\n    }\n  ]\n}',
    )
  })
})
