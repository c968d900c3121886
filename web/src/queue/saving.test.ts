import { describe, expect, it } from 'vitest'
import { behind } from '@/pages/queue/lists'
import type { Scan } from './db'
import { asCsv, asJson } from './saving'

const entry = (n: number, more: Partial<Scan> = {}): Scan => ({
  n,
  id: `id-${n}`,
  realm: 'real',
  user_id: 1,
  user: 'maria',
  at: '2026-11-23T14:05:06.007+01:00',
  mode: 'move',
  code: `A-${n}`,
  command: 'move',
  body: { serial: `A-${n}`, location: 'B "1", left' },
  subjects: [`unit:A-${n}`],
  follows: [],
  label: '',
  state: 'waiting',
  attempts: 0,
  tab: 't',
  ...more,
})

describe('as a file', () => {
  it('CSV: one row each, nothing that a spreadsheet takes for a formula', () => {
    const text = asCsv([entry(1, { code: '=1+1' }), entry(2)])
    const [head, first] = text.split('\r\n')
    expect(head).toBe('n,at,user,realm,state,command,code,id,detail,body')
    expect(first).toContain(",'=1+1,")
    expect(first).toContain('"{""serial"":""A-1"",')
    expect(text.split('\r\n')).toHaveLength(4)
  })

  it('JSON: as the server takes it', () => {
    expect(JSON.parse(asJson([entry(1)]))[0].send).toEqual({
      serial: 'A-1',
      location: 'B "1", left',
      id: 'id-1',
      time: '2026-11-23T14:05:06.007+01:00',
    })
  })
})

describe('held behind a refused one', () => {
  it('those of the same thing, and those of theirs', () => {
    const parked = entry(2, { subjects: ['a'] })
    const held = [
      entry(1, { subjects: ['a'] }),
      entry(3, { subjects: ['a', 'b'] }),
      entry(4, { subjects: ['b'] }),
      entry(5),
    ]
    expect(behind(parked, held).map((one) => one.n)).toEqual([3, 4])
  })
})
