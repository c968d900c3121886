// The designer's state as the parts of the page share it: act(step) goes one step on.
import { useReducer } from 'react'
import * as ed from '@/designer/editor'
import type { Snapping } from '@/designer/snap'
import type { Template } from '@/designer/template'

export type Step = (editor: ed.Editor) => ed.Editor
export type Desk = {
  editor: ed.Editor
  act: (step: Step) => void
  /** Nothing may be changed. */
  fixed: boolean
}

/** Whoever may not change it can still choose elements and look at what they say. */
function looking(before: ed.Editor, after: ed.Editor): ed.Editor {
  return after.doc === before.doc ? after : before
}

export function useDesigner(template: Template, fixed: boolean): Desk {
  const [editor, act] = useReducer(
    (state: ed.Editor, step: Step) => (fixed ? looking(state, step(state)) : step(state)),
    template,
    ed.open,
  )
  return { editor, act, fixed }
}

export const GRID_MM = 0.5
export type SnapSetting = Pick<Snapping, 'on' | 'grid'>
