import { describe, expect, it } from 'vitest'
import { type Choice, PDF, printerOf, readChoice, templateOf } from './choice'
import type { Printer, Template } from './printing'

const printer = (name: string, more: Partial<Printer> = {}) =>
  ({ name, active: true, template: null, ...more }) as Printer
const template = (id: string, ready = true) => ({ id, name: `${id}!`, ready }) as Template
const choice = (more: Partial<Choice> = {}): Choice => ({ printer: PDF, template: {}, ...more })

describe('what was chosen last', () => {
  it.each([
    ['nothing', null],
    ['something else', { printer: 5, template: 'x' }],
  ])('is empty where %s was kept', (_, stored) => expect(readChoice(stored)).toEqual(choice()))

  it('is the printer again, unless it is closed or gone', () => {
    const printers = [printer('A'), printer('B'), printer('C', { active: false })]
    expect(printerOf(choice({ printer: 'B' }), printers)).toBe('B')
    expect(printerOf(choice({ printer: 'C' }), printers)).toBe('A')
    expect(printerOf(choice({ printer: 'Z' }), printers)).toBe('A')
    expect(printerOf(choice({ printer: 'A' }), [])).toBe(PDF)
  })

  it('is the template for such things, else the nearest', () => {
    const all = [template('r1'), template('r2'), template('7', false)]
    expect(templateOf(choice({ template: { unit: 'r2' } }), 'unit', all)?.id).toBe('r2')
    expect(templateOf(choice({ template: { unit: 'r2' } }), 'location', all)?.id).toBe('7')
    expect(templateOf(choice(), 'unit', all, printer('A', { template: 'r1!' }))?.id).toBe('r1')
    expect(templateOf(choice(), 'unit', all.slice(0, 2))?.id).toBe('r1')
    expect(templateOf(choice(), 'unit', [])).toBeUndefined()
  })
})
