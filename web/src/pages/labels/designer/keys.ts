// What keys do in the designer. Pure: a key gives a step, or nothing.
import * as ed from '@/designer/editor'
import { resized } from '@/designer/geometry'
import type { Step } from './useDesigner'

export type Key = { key: string; ctrl: boolean; shift: boolean; alt: boolean }

const FINE_MM = 0.1
const COARSE_MM = 1
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function arrow({ shift, alt }: Key, way: { x: number; y: number }): Step {
  const far = shift ? COARSE_MM : FINE_MM
  const by = { x: way.x * far, y: way.y * far }
  if (!alt) return (editor) => ed.nudge(editor, by)
  return (editor) => ed.stretch(editor, by, ({ element }) => resized(element, 'se', by, editor.doc, element.kind))
}

const plain = new Map<string, (shift: boolean) => Step>([
  ['Delete', () => ed.remove],
  ['Backspace', () => ed.remove],
  ['Escape', () => (editor) => ed.choose(editor, null)],
  ['PageUp', (shift) => (editor) => ed.reorder(editor, shift ? 'front' : 'forward')],
  ['PageDown', (shift) => (editor) => ed.reorder(editor, shift ? 'back' : 'backward')],
])

/** Where the label itself has the focus. */
export function labelStep(key: Key): Step | null {
  const way = ARROWS[key.key]
  if (way && !key.ctrl) return arrow(key, way)
  if (key.alt) return null
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key
  if (key.ctrl) {
    if (name === 'd') return ed.duplicate
    if (name === 'a') return ed.chooseAll
    return null
  }
  return plain.get(name)?.(key.shift) ?? null
}

/** Anywhere on the page but in fields of text, which have their own undo. */
export function pageStep(key: Key): Step | null {
  if (!key.ctrl || key.alt) return null
  const name = key.key.toLowerCase()
  if (name === 'z') return key.shift ? ed.redo : ed.undo
  return name === 'y' ? ed.redo : null
}
