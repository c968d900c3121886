// The wedge (wedge.ts) on the keys of this window, without any field being focused. Where a field has the focus, a scan is taken out
// of it again if nothing else has happened to the field meanwhile; fields marked data-wedge="field" (and passwords) keep theirs.
import { useEffect, useRef } from 'react'
import { Wedge, type WedgeKey, type WedgeOptions, type WedgeVerdict } from './wedge'

type Options = Pick<WedgeOptions, 'prefix' | 'suffix'> & {
  enabled?: boolean
  /** Also take scans that arrive while a field has the focus. */
  fields?: boolean
  /** at: time of the scan's last key, as of performance.now(). */
  onScan: (code: string, at: number) => void
  /** A key that a person pressed, alone, with no field focused. */
  onLone?: (key: string) => void
}

type TextField = HTMLInputElement | HTMLTextAreaElement
type Before = { field: TextField; value: string; start: number | null; end: number | null }

const NO_TEXT = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'])

function focused(): { field: TextField | null; text: boolean; keeps: boolean } {
  const at = document.activeElement
  const input = at instanceof HTMLInputElement && !NO_TEXT.has(at.type) ? at : null
  const field = input ?? (at instanceof HTMLTextAreaElement ? at : null)
  const text = field !== null || at instanceof HTMLSelectElement || (at instanceof HTMLElement && at.isContentEditable)
  const keeps = input?.type === 'password' || at?.closest('[data-wedge="field"]') !== null
  return { field, text, keeps: text && keeps }
}

function keyOf(event: KeyboardEvent, field: boolean): WedgeKey {
  return {
    key: event.key,
    code: event.code,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    shift: event.shiftKey,
    altGraph: event.getModifierState('AltGraph'),
    repeat: event.repeat,
    composing: event.isComposing || event.keyCode === 229,
    time: event.timeStamp,
    field,
  }
}

function snapshot(field: TextField | null): Before | null {
  if (!field) return null
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd }
}

/** React notices a value only when it is set behind its back. */
function setValue(field: TextField, value: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** As the field was before the scan; left alone where anything else has changed. */
export function takeBack(before: Before | null, raw: string) {
  if (!before || before.field !== document.activeElement) return
  const { field, value, start, end } = before
  const typed = raw.replaceAll('\u001d', '')
  const from = start ?? value.length
  const to = end ?? value.length
  if (field.value !== value.slice(0, from) + typed + value.slice(to)) return
  setValue(field, value)
  if (start !== null) field.setSelectionRange(start, end)
}

export function useWedge(options: Options) {
  const latest = useRef(options)
  latest.current = options
  const { prefix, suffix, enabled = true } = options
  useEffect(() => {
    if (!enabled) return
    const wedge = new Wedge({ prefix, suffix })
    let before: Before | null = null
    let timer: number | undefined

    const tell = (verdict: WedgeVerdict, time: number) => {
      if (verdict.scan !== undefined) {
        if (verdict.inField) takeBack(before, verdict.raw ?? '')
        latest.current.onScan(verdict.scan, time)
      }
      if (verdict.lone !== undefined) latest.current.onLone?.(verdict.lone)
    }
    const silence = () => {
      window.clearTimeout(timer)
      const wait = wedge.waitMs
      if (wait !== null)
        timer = window.setTimeout(() => tell(wedge.tick(performance.now()), performance.now()), wait + 1)
    }
    const handle = (event: KeyboardEvent, step: (key: WedgeKey) => WedgeVerdict) => {
      const { field, text, keeps } = focused()
      if (!event.isTrusted || keeps || (text && !latest.current.fields)) {
        wedge.reset()
        return
      }
      const current = snapshot(field)
      const verdict = step(keyOf(event, text))
      if (wedge.length === 1) before = current
      if (verdict.take) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
      tell(verdict, event.timeStamp)
      silence()
    }
    const down = (event: KeyboardEvent) => handle(event, (key) => wedge.keydown(key))
    const up = (event: KeyboardEvent) => {
      if (event.key === 'Alt') handle(event, (key) => wedge.keyup(key))
    }
    window.addEventListener('keydown', down, true)
    window.addEventListener('keyup', up, true)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('keydown', down, true)
      window.removeEventListener('keyup', up, true)
    }
  }, [prefix, suffix, enabled])
}
