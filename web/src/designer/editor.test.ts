import { describe, expect, it } from 'vitest'
import * as ed from './editor'
import { complaintOf, doubtOf, placeOf, sheetNeeds } from './problems'
import { factorFrom, millimetres, pixels, readFactor } from './screen'
import { contentFor, newElement, newTemplate, papers, type Sheet, type Template, targets } from './template'

const template: Template = {
  name: 'T',
  for: 'unit',
  width: 50,
  height: 25,
  elements: [
    { kind: 'text', x: 1, y: 1, w: 20, h: 4, content: '{unit.serial}' },
    { kind: 'line', x: 1, y: 6, w: 20, h: 0 },
    { kind: 'box', x: 30, y: 10, w: 10, h: 10 },
  ],
}
const start = () => ed.open(template)
const xs = (editor: ed.Editor) => editor.doc.items.map((item) => item.element.x)
const ids = (editor: ed.Editor) => editor.doc.items.map((item) => item.id)

describe('the designer', () => {
  it('gives back what it was given', () => {
    expect(ed.templateOf(start().doc)).toEqual(template)
    expect(ed.isChanged(start())).toBe(false)
  })

  it('adds in the middle, chosen, and takes it back', () => {
    const added = ed.add(start(), 'symbol')
    expect(added.chosen).toEqual([4])
    expect(added.doc.items.at(-1)?.element).toMatchObject({ kind: 'symbol', x: 19, y: 6.5, content: '{gs1}' })
    expect(ed.isChanged(added)).toBe(true)
    const back = ed.undo(added)
    expect(back.doc).toBe(back.saved)
    expect(ed.isChanged(back)).toBe(false)
    expect(back.chosen).toEqual([])
    expect(ed.redo(back).doc).toBe(added.doc)
    expect(ed.redo(start())).toEqual(start())
  })

  it('forgets what was undone when something else is done', () => {
    const other = ed.add(ed.undo(ed.add(start(), 'box')), 'line')
    expect(other.future).toEqual([])
    expect(ed.redo(other)).toBe(other)
  })

  it('takes back a row of key presses at once, and a pause between them splits the row', () => {
    let editor = ed.choose(start(), 1)
    for (let i = 0; i < 5; i++) editor = ed.nudge(editor, { x: 0.1, y: 0 })
    expect(xs(editor)[0]).toBe(1.5)
    expect(xs(ed.undo(editor))[0]).toBe(1)
    editor = ed.nudge(ed.choose(ed.choose(editor, 2), 1), { x: 1, y: 0 })
    expect(xs(ed.undo(editor))[0]).toBe(1.5)
  })

  it('moves several only as far as all can', () => {
    const both = ed.choose(ed.choose(start(), 1), 3, true)
    expect(xs(ed.nudge(both, { x: 50, y: 0 }))).toEqual([11, 1, 40])
    const atEdge = ed.nudge(both, { x: -1, y: 0 })
    expect(ed.nudge(atEdge, { x: -1, y: 0 })).toBe(atEdge)
  })

  it('chooses one, more, all, none', () => {
    const both = ed.choose(ed.choose(start(), 1), 3, true)
    expect(both.chosen).toEqual([1, 3])
    expect(ed.choose(both, 1, true).chosen).toEqual([3])
    expect(ed.choose(both, 2).chosen).toEqual([2])
    expect(ed.chooseAll(both).chosen).toEqual([1, 2, 3])
    expect(ed.choose(both, null).chosen).toEqual([])
  })

  it('duplicates beside, removes, and keeps names', () => {
    const copy = ed.duplicate(ed.choose(start(), 1))
    expect(ids(copy)).toEqual([1, 2, 3, 4])
    expect(copy.doc.items.at(-1)?.element).toMatchObject({ x: 3, y: 3, content: '{unit.serial}' })
    expect(ids(ed.remove(copy))).toEqual([1, 2, 3])
    expect(ed.remove(start())).toEqual(start())
  })

  it.each([
    [1, 'front', [2, 3, 1]],
    [1, 'forward', [2, 1, 3]],
    [3, 'backward', [1, 3, 2]],
    [3, 'back', [3, 1, 2]],
    [3, 'front', [1, 2, 3]],
    [1, 'backward', [1, 2, 3]],
  ] as const)('brings %i %s', (id, order, want) => expect(ids(ed.reorder(ed.choose(start(), id), order))).toEqual(want))

  it('sets members, takes them away, and joins letters that are typed', () => {
    let editor = ed.choose(start(), 1)
    for (const content of ['A', 'AB', 'ABC']) editor = ed.set(editor, { content })
    expect(editor.doc.items[0]?.element.content).toBe('ABC')
    expect(ed.undo(editor).doc.items[0]?.element.content).toBe('{unit.serial}')
    editor = ed.set(ed.set(editor, { rotation: 90 }), { rotation: undefined })
    expect(editor.doc.items[0]?.element).not.toHaveProperty('rotation')
  })

  it('turns lines', () => {
    const turned = ed.turnLine(ed.choose(start(), 2))
    expect(turned.doc.items[1]?.element).toMatchObject({ w: 0, h: 19 })
    expect(ed.turnLine(turned).doc.items[1]?.element).toMatchObject({ w: 19, h: 0 })
  })

  it('aligns and spreads what is chosen', () => {
    expect(xs(ed.align(ed.chooseAll(start()), 'left'))).toEqual([1, 1, 1])
    expect(ed.distribute(ed.choose(start(), 1), 'x').doc.items[0]?.element.x).toBe(1)
  })

  it('changes the label: its paper too', () => {
    const sheet: Sheet = { layout: 'sheet', width: 210, height: 297, columns: 3, rows: 8 }
    const onSheet = ed.setLabel(start(), { page: sheet })
    expect(ed.templateOf(onSheet.doc).page).toEqual(sheet)
    expect(ed.templateOf(ed.setLabel(onSheet, { page: null }).doc)).not.toHaveProperty('page')
    expect(ed.setLabel(start(), { width: 70 }).doc.width).toBe(70)
  })

  it('is unchanged once it is saved', () => {
    const editor = ed.add(start(), 'box')
    expect(ed.isChanged(ed.saved(editor, editor.doc))).toBe(false)
    expect(ed.isChanged(ed.saved(ed.add(editor, 'line'), editor.doc))).toBe(true)
  })

  it('holds no more than a template may', () => {
    let editor = start()
    for (let i = 0; i < 70; i++) editor = ed.add(editor, 'box')
    expect(editor.doc.items).toHaveLength(60)
  })
})

describe('what is wrong', () => {
  it.each([
    ['elements[2].content', { element: 2, member: 'content' }],
    ['elements[0]', { element: 0, member: '' }],
    ['page.columns', { element: null, member: 'page.columns' }],
    [undefined, null],
  ])('%s', (path, want) => expect(placeOf(path)).toEqual(want))

  it('stands at its element, also when the order has changed', () => {
    const { doc } = ed.reorder(ed.choose(start(), 1), 'front')
    expect(complaintOf('elements[2].w', 'too wide', doc.items)).toEqual({ id: 1, member: 'w', says: 'too wide' })
    expect(complaintOf('elements[0].w', 'elements[0].w: too wide', doc.items).says).toBe('too wide')
    expect(complaintOf('name', 'taken', doc.items)).toEqual({ id: null, member: 'name', says: 'taken' })
    expect(complaintOf('elements[9].w', 'gone', doc.items).id).toBeNull()
  })

  it('is seen at once where it is plain', () => {
    const { doc } = start()
    const at = (element: object) => doubtOf({ id: 1, element: { ...newElement('text', doc), ...element } }, doc)
    expect(at({})).toBeNull()
    expect(at({ x: 40, w: 11 })).toBe('outside')
    expect(at({ content: '' })).toBe('empty')
    expect(at({ kind: 'image', png: '' })).toBe('noPicture')
  })

  it('knows how much of a sheet is needed', () =>
    expect(
      sheetNeeds(
        { width: 63.5, height: 33.9 },
        { layout: 'sheet', width: 210, height: 297, left: 7.25, top: 12.9, columns: 3, rows: 8, gap_x: 2.5 },
      ),
    ).toEqual({ width: 202.75, height: 284.1 }))
})

describe('what a new label begins with', () => {
  it.each(targets)('of a %s: fits on every paper', (target) => {
    for (const { width, height } of Object.values(papers)) {
      const made = newTemplate('N', target, width, height)
      const { doc } = ed.open(made)
      expect(doc.items.map((item) => doubtOf(item, doc))).toEqual(doc.items.map(() => null))
    }
  })
  it('fits the papers it names', () => {
    for (const { width, height, page } of Object.values(papers)) {
      if (!page) continue
      const needs = sheetNeeds({ width, height }, page)
      expect(needs.width).toBeLessThanOrEqual(page.width)
      expect(needs.height).toBeLessThanOrEqual(page.height)
    }
  })
  it('says something in each symbol', () => {
    expect(contentFor('gs1_dl_qr', 'location')).toBe('{link}')
    expect(contentFor('ean13', 'product')).toBe('{product.ean}')
    expect(contentFor('ean13', 'location')).toMatch(/^\d{13}$/)
    expect(contentFor('code39', 'package')).toBe('{package.code}')
  })
})

describe('the size of the screen', () => {
  it('is corrected by what a ruler says', () => {
    const factor = factorFrom(100, 80, 1) ?? 0
    expect(factor).toBeCloseTo(1.25)
    expect(millimetres(pixels(33, factor, 2), factor, 2)).toBeCloseTo(33)
    expect(factorFrom(100, 0, 1)).toBeNull()
    expect(factorFrom(100, 5, 1)).toBeNull()
    expect(readFactor('x')).toBe(1)
    expect(readFactor(1.3)).toBe(1.3)
  })
})
