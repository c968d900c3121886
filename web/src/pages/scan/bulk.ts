// The one command of a pasted list. Pure.
import type { Command } from '@/queue'
import { plainCode, readCode } from '@/scan/code'
import type { Context, Mode, ModeName } from '@/scan/modes'

type Unit = string | { product?: string; serial?: string; package?: string }

function unitOf(code: string): Unit {
  const scanned = readCode(code)
  if (scanned.sscc) return { package: scanned.sscc }
  return scanned.serial ?? code
}

/** Serials of the told product where things come in; otherwise whatever each code means to the server. */
export function bulkOf(mode: Mode, command: string, context: Context, codes: readonly string[], partial: boolean) {
  const told = Object.fromEntries(mode.slots.flatMap((slot) => (context[slot] ? [[slot, context[slot].value]] : [])))
  const coming = mode.name === 'receive'
  const body: Command = {
    ...told,
    mode: partial ? 'partial' : 'all',
    ...(coming ? { serials: codes.map((code) => readCode(code).serial ?? code) } : { units: codes.map(unitOf) }),
  }
  const subjects = codes.map((code) => {
    const scanned = readCode(code)
    return scanned.sscc ? `package:${plainCode(scanned)}` : `unit:${scanned.serial ?? code}`
  })
  const name: ModeName = mode.name
  return { mode: name, code: `${codes[0] ?? ''} … (${codes.length})`, command, body, subjects }
}
