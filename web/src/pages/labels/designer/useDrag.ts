// Pointers (mouse, pen, finger) that move and resize elements: pixels become millimetres, and what is near draws.
import { type PointerEvent, useRef, useState } from 'react'
import * as ed from '@/designer/editor'
import { allowedMove, around, type Handle, moved, resized } from '@/designer/geometry'
import { type Guides, snapMove, snapResize } from '@/designer/snap'
import type { Box } from '@/designer/template'
import type { Desk, SnapSetting } from './useDesigner'

type Drag = { tag: string; x: number; y: number; handle: Handle | null; items: ed.Item[]; far: boolean }
type By = { x: number; y: number }

const REACH_PX = 6
const FAR_PX = 3
const NO_GUIDES: Guides = { x: [], y: [] }
let drags = 0

/** scale: pixels of a millimetre. */
export function useDrag({ editor, act, fixed }: Desk, scale: number, snap: SnapSetting) {
  const drag = useRef<Drag | null>(null)
  const [guides, setGuides] = useState<Guides>(NO_GUIDES)
  const { doc } = editor

  const begin = (event: PointerEvent, items: ed.Item[], handle: Handle | null) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drags += 1
    drag.current = { tag: `drag ${drags}`, x: event.clientX, y: event.clientY, handle, items, far: false }
  }

  const startMove = (event: PointerEvent, id: number) => {
    const more = event.shiftKey || event.ctrlKey || event.metaKey
    const next = editor.chosen.includes(id) && !more ? editor : ed.choose(editor, id, more)
    act((state) => (state.chosen.includes(id) && !more ? state : ed.choose(state, id, more)))
    if (!fixed && next.chosen.includes(id)) begin(event, ed.chosenItems(next), null)
  }

  const startResize = (event: PointerEvent, item: ed.Item, handle: Handle) => {
    event.stopPropagation()
    if (!fixed) begin(event, [item], handle)
  }

  const move = (event: PointerEvent) => {
    const now = drag.current
    if (!now) return
    const px = { x: event.clientX - now.x, y: event.clientY - now.y }
    now.far ||= Math.hypot(px.x, px.y) > FAR_PX
    if (!now.far) return
    const by = { x: px.x / scale, y: px.y / scale }
    const snapping = { ...snap, on: snap.on && !event.altKey, reach: REACH_PX / scale }
    const others = doc.items.filter((item) => !now.items.some((one) => one.id === item.id)).map((item) => item.element)
    const result = now.handle ? resize(now, now.handle, by) : shift(now, by)
    setGuides(result.guides)
    act((state) => ed.place(state, result.boxes, now.tag))

    function shift({ items }: Drag, wish: By) {
      const whole = around(items.map((item) => item.element))
      const free = allowedMove(whole, wish, doc)
      const { by: more, guides: shown } = snapMove(moved(whole, free), others, doc, snapping)
      const allowed = allowedMove(whole, { x: free.x + more.x, y: free.y + more.y }, doc)
      return {
        guides: shown,
        boxes: new Map<number, Box>(items.map((item) => [item.id, moved(item.element, allowed)])),
      }
    }

    function resize({ items }: Drag, handle: Handle, wish: By) {
      const [item] = items
      if (!item) return { guides: NO_GUIDES, boxes: new Map<number, Box>() }
      const free = resized(item.element, handle, wish, doc, item.element.kind)
      const { by: more, guides: shown } = snapResize(free, handle, others, doc, snapping)
      const further = { x: wish.x + more.x, y: wish.y + more.y }
      return {
        guides: shown,
        boxes: new Map([[item.id, resized(item.element, handle, further, doc, item.element.kind)]]),
      }
    }
  }

  const end = () => {
    drag.current = null
    setGuides(NO_GUIDES)
  }
  return { guides, startMove, startResize, move, end }
}
