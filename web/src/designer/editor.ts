// The designer's state: the template as it is now, what is chosen of it, and the way back. Every change is a function from one state to
// the next. Pure; the page keeps it in a reducer.
import { type Alignment, aligned, allowedMove, around, boxOf, type Direction, distributed, moved } from './geometry'
import {
  type Box,
  type Kind,
  type LabelElement,
  MOST_ELEMENTS,
  mm,
  newElement,
  type Sheet,
  type Target,
  type Template,
} from './template'

/** An element with a name of its own, which stays when the order changes. */
export type Item = { id: number; element: LabelElement }
export type Doc = Omit<Template, 'elements'> & { items: readonly Item[] }

export type Editor = {
  doc: Doc
  /** As the server has it. */
  saved: Doc
  chosen: readonly number[]
  past: readonly Doc[]
  future: readonly Doc[]
  /** What the last change was; another of the same kind is undone together with it. null: nothing joins it. */
  tag: string | null
  nextId: number
}

const PAST_MOST = 200

export function docOf({ elements, ...rest }: Template): Doc {
  return { ...rest, items: elements.map((element, index) => ({ id: index + 1, element })) }
}

export function templateOf({ items, ...rest }: Doc): Template {
  return { ...rest, elements: items.map((item) => item.element) }
}

export function open(template: Template): Editor {
  const doc = docOf(template)
  return { doc, saved: doc, chosen: [], past: [], future: [], tag: null, nextId: template.elements.length + 1 }
}

export const isChanged = (editor: Editor) => editor.doc !== editor.saved
export const chosenItems = ({ doc, chosen }: Editor) => doc.items.filter((item) => chosen.includes(item.id))

/** The document changed; with a tag, changes of the same tag that follow each other are one. */
function change(editor: Editor, doc: Doc, tag: string | null = null): Editor {
  if (doc === editor.doc) return editor
  const joins = tag !== null && tag === editor.tag
  const past = joins ? editor.past : [...editor.past, editor.doc].slice(-PAST_MOST)
  return { ...editor, doc, past, future: [], tag }
}

export function undo(editor: Editor): Editor {
  const doc = editor.past.at(-1)
  if (!doc) return editor
  return known({ ...editor, doc, past: editor.past.slice(0, -1), future: [editor.doc, ...editor.future], tag: null })
}

export function redo(editor: Editor): Editor {
  const [doc, ...future] = editor.future
  if (!doc) return editor
  return known({ ...editor, doc, past: [...editor.past, editor.doc], future, tag: null })
}

/** Only what is there can be chosen. */
function known(editor: Editor): Editor {
  return { ...editor, chosen: chosenItems(editor).map((item) => item.id) }
}

export function saved(editor: Editor, doc: Doc): Editor {
  return { ...editor, saved: doc, tag: null }
}

// ---- choosing ----

export function choose(editor: Editor, id: number | null, more = false): Editor {
  if (id === null) return { ...editor, chosen: [], tag: null }
  if (!more)
    return editor.chosen.length === 1 && editor.chosen[0] === id ? editor : { ...editor, chosen: [id], tag: null }
  const without = editor.chosen.filter((one) => one !== id)
  return { ...editor, chosen: without.length < editor.chosen.length ? without : [...without, id], tag: null }
}

export function chooseAll(editor: Editor): Editor {
  return { ...editor, chosen: editor.doc.items.map((item) => item.id), tag: null }
}

// ---- elements ----

function mapChosen(editor: Editor, map: (item: Item) => LabelElement, tag: string | null): Editor {
  if (editor.chosen.length === 0) return editor
  const items = editor.doc.items.map((item) =>
    editor.chosen.includes(item.id) ? { ...item, element: map(item) } : item,
  )
  return change(editor, { ...editor.doc, items }, tag)
}

function append(editor: Editor, elements: LabelElement[]): Editor {
  const room = MOST_ELEMENTS - editor.doc.items.length
  const made = elements.slice(0, Math.max(0, room)).map((element, at) => ({ id: editor.nextId + at, element }))
  if (made.length === 0) return editor
  const next = change(editor, { ...editor.doc, items: [...editor.doc.items, ...made] })
  return { ...next, chosen: made.map((item) => item.id), nextId: editor.nextId + made.length }
}

export function add(editor: Editor, kind: Kind, more: Partial<LabelElement> = {}): Editor {
  return append(editor, [{ ...newElement(kind, editor.doc), ...more }])
}

export function remove(editor: Editor): Editor {
  if (editor.chosen.length === 0) return editor
  const items = editor.doc.items.filter((item) => !editor.chosen.includes(item.id))
  return { ...change(editor, { ...editor.doc, items }), chosen: [] }
}

const BESIDE_MM = 2

/** Copies a little beside what they are copies of. */
export function duplicate(editor: Editor): Editor {
  const items = chosenItems(editor)
  if (items.length === 0) return editor
  const whole = around(items.map((item) => item.element))
  const by = allowedMove(whole, { x: BESIDE_MM, y: BESIDE_MM }, editor.doc)
  return append(
    editor,
    items.map(({ element }) => ({ ...element, ...moved(element, by) })),
  )
}

export type Order = 'front' | 'forward' | 'backward' | 'back'

/** What is drawn later lies above. */
export function reorder(editor: Editor, order: Order): Editor {
  const { items } = editor.doc
  const chosen = chosenItems(editor)
  const rest = items.filter((item) => !editor.chosen.includes(item.id))
  const [lowest] = chosen
  if (!lowest) return editor
  const first = items.indexOf(lowest)
  const at = { front: rest.length, back: 0, forward: first + 1, backward: first - 1 }[order]
  const place = Math.min(Math.max(at, 0), rest.length)
  const next = [...rest.slice(0, place), ...chosen, ...rest.slice(place)]
  if (next.every((item, index) => item === items[index])) return editor
  return change(editor, { ...editor.doc, items: next })
}

// ---- places ----

/** Puts elements into boxes; all calls with the same tag are one change. */
export function place(editor: Editor, boxes: ReadonlyMap<number, Box>, tag: string | null = null): Editor {
  const items = editor.doc.items.map((item) => {
    const box = boxes.get(item.id)
    return box ? { ...item, element: { ...item.element, ...boxOf(box) } } : item
  })
  return change(editor, { ...editor.doc, items }, tag)
}

/** With arrow keys: what is chosen moves, all of it or nothing. */
export function nudge(editor: Editor, by: { x: number; y: number }): Editor {
  const items = chosenItems(editor)
  if (items.length === 0) return editor
  const allowed = allowedMove(around(items.map((item) => item.element)), by, editor.doc)
  if (allowed.x === 0 && allowed.y === 0) return editor
  const boxes = new Map(items.map((item) => [item.id, moved(item.element, allowed)]))
  return place(editor, boxes, `nudge ${editor.chosen.join()}`)
}

/** With Alt and arrow keys: the right and the lower edge. */
export function stretch(editor: Editor, by: { x: number; y: number }, resize: (item: Item) => Box): Editor {
  const boxes = new Map(chosenItems(editor).map((item) => [item.id, resize(item)]))
  return boxes.size === 0 || (by.x === 0 && by.y === 0)
    ? editor
    : place(editor, boxes, `stretch ${editor.chosen.join()}`)
}

export function align(editor: Editor, how: Alignment): Editor {
  const items = chosenItems(editor)
  const boxes = aligned(
    items.map((item) => item.element),
    how,
    editor.doc,
  )
  return placeAll(editor, items, boxes)
}

export function distribute(editor: Editor, along: Direction): Editor {
  const items = chosenItems(editor)
  const boxes = distributed(
    items.map((item) => item.element),
    along,
  )
  return placeAll(editor, items, boxes)
}

function placeAll(editor: Editor, items: readonly Item[], boxes: readonly Box[]): Editor {
  const known = new Map(items.flatMap((item, at) => (boxes[at] ? [[item.id, boxes[at]] as const] : [])))
  return known.size === 0 ? editor : place(editor, known)
}

// ---- members ----

/** Members of what is chosen. undefined takes a member away. */
export function set(editor: Editor, members: Partial<LabelElement>): Editor {
  const names = Object.keys(members).sort().join()
  return mapChosen(editor, ({ element }) => without({ ...element, ...members }), `set ${names} ${editor.chosen.join()}`)
}

function without<T extends object>(thing: T): T {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as T
}

/** A line that lay stands, and the other way about; what would leave the label is made shorter. */
export function turnLine(editor: Editor): Editor {
  const { width, height } = editor.doc
  return mapChosen(
    editor,
    ({ element }) => {
      if (element.kind !== 'line') return element
      const flat = element.h === 0
      return flat
        ? { ...element, w: 0, h: mm(Math.min(element.w, height - element.y)) }
        : { ...element, h: 0, w: mm(Math.min(element.h, width - element.x)) }
    },
    null,
  )
}

export type LabelMembers = { name?: string; for?: Target; width?: number; height?: number; page?: Sheet | null }

/** Members of the label itself; page null: from a roll. */
export function setLabel(editor: Editor, { page, ...members }: LabelMembers): Editor {
  const doc: Doc = { ...editor.doc, ...members }
  if (page === null) delete doc.page
  else if (page) doc.page = page
  return change(editor, doc, `label ${Object.keys(members).sort().join()}${page ? 'page' : ''}`)
}
