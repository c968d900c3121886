import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { bodyOf, valuesOf } from '@/ui/master/fields'
import { printerFields, printerKinds, sentPrinter, usualPrinter } from './printers'

const t = ((key: string) => key) as unknown as TFunction<['printing', 'common']>
const names = (kind: (typeof printerKinds)[number]) => printerFields(t, kind, []).map((field) => field.name)

describe('the form of a printer', () => {
  it('asks only for what its kind has', () => {
    expect(names('browser')).toEqual(['name', 'template'])
    expect(names('cups')).toContain('queue')
    expect(names('cups')).not.toContain('host')
    expect(names('raw9100')).toEqual(expect.arrayContaining(['host', 'port', 'language', 'dpi', 'confirm']))
  })
  it.each(printerKinds)('%s: what it begins with is sent as the server takes it', (kind) => {
    const fields = printerFields(t, kind, [])
    const values = { ...valuesOf(fields, usualPrinter(kind)), name: 'A' }
    const body = sentPrinter(bodyOf(fields, values, null))
    expect(body.name).toBe('A')
    expect(body).not.toHaveProperty('template')
    if (kind === 'raw9100')
      expect(body).toMatchObject({ port: 9100, dpi: 203, batch: 1, patience: 10, language: 'zpl' })
  })
  it('sends only what has changed of a known one', () => {
    const fields = printerFields(t, 'raw9100', [])
    const known = { ...usualPrinter('raw9100'), name: 'A', host: 'a', template: null }
    const before = valuesOf(fields, known)
    expect(sentPrinter(bodyOf(fields, { ...before, dpi: '300' }, before))).toEqual({ dpi: 300 })
  })
})
