import { describe, expect, it } from 'vitest'
import * as ed from '@/designer/editor'
import type { Template } from '@/designer/template'
import { labelStep, pageStep } from './keys'

const template: Template = {
  name: 'T',
  for: 'unit',
  width: 50,
  height: 25,
  elements: [
    { kind: 'box', x: 5, y: 5, w: 10, h: 5 },
    { kind: 'line', x: 5, y: 20, w: 10, h: 0 },
  ],
}
const key = (name: string, more: Partial<Parameters<typeof labelStep>[0]> = {}) => ({
  key: name,
  ctrl: false,
  shift: false,
  alt: false,
  ...more,
})
const press = (editor: ed.Editor, ...args: Parameters<typeof key>) =>
  (labelStep(key(...args)) ?? pageStep(key(...args)) ?? ((same: ed.Editor) => same))(editor)
const box = (editor: ed.Editor, at = 0) => {
  const { x, y, w, h } = editor.doc.items[at]?.element ?? { x: -1, y: -1, w: -1, h: -1 }
  return [x, y, w, h]
}

describe('keys', () => {
  const start = ed.choose(ed.open(template), 1)
  it('move by a tenth of a millimetre, with Shift by one', () => {
    expect(box(press(start, 'ArrowLeft'))).toEqual([4.9, 5, 10, 5])
    expect(box(press(start, 'ArrowDown', { shift: true }))).toEqual([5, 6, 10, 5])
  })
  it('stretch with Alt', () => {
    expect(box(press(start, 'ArrowRight', { alt: true, shift: true }))).toEqual([5, 5, 11, 5])
    expect(box(press(ed.choose(start, 2), 'ArrowDown', { alt: true }), 1)).toEqual([5, 20, 10, 0])
  })
  it('duplicate, choose all, remove, and take back', () => {
    const copied = press(start, 'd', { ctrl: true })
    expect(copied.doc.items).toHaveLength(3)
    const none = press(press(copied, 'a', { ctrl: true }), 'Delete')
    expect(none.doc.items).toHaveLength(0)
    expect(press(none, 'z', { ctrl: true }).doc.items).toHaveLength(3)
    expect(press(press(none, 'z', { ctrl: true }), 'Z', { ctrl: true, shift: true }).doc.items).toHaveLength(0)
    expect(press(press(none, 'z', { ctrl: true }), 'y', { ctrl: true }).doc.items).toHaveLength(0)
  })
  it('change the order, and let go', () => {
    expect(press(start, 'PageUp').doc.items.map((item) => item.id)).toEqual([2, 1])
    expect(press(start, 'Escape').chosen).toEqual([])
  })
  it('leave everything else to others', () => {
    for (const name of ['Tab', 'Enter', 'x', ' ']) expect(labelStep(key(name))).toBeNull()
    expect(labelStep(key('z', { ctrl: true }))).toBeNull()
    expect(pageStep(key('z'))).toBeNull()
  })
})
