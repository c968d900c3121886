// What was printed with last in this browser. Pure but for the browser's memory.
import { Stored } from '@/scan/stored'
import type { Printer, Template } from './printing'

/** The printer that is no printer: a PDF file, opened in the browser. */
export const PDF = ''

export type Choice = { printer: string; template: Record<string, string> }

export function readChoice(stored: unknown): Choice {
  const old = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Choice>
  const template = typeof old.template === 'object' && old.template !== null ? old.template : {}
  return { printer: typeof old.printer === 'string' ? old.printer : PDF, template }
}

export const lastChoice = new Stored<Choice>('serno-print', readChoice)

/** The printer that was used last, as long as it can be used; else the first. */
export function printerOf(choice: Choice, printers: readonly Printer[]): string {
  const open = printers.filter((printer) => printer.active)
  return open.find((printer) => printer.name === choice.printer)?.name ?? open[0]?.name ?? PDF
}

/** The template used last for such things; else the printer's own, one's own, or the first. */
export function templateOf(choice: Choice, target: string, templates: readonly Template[], printer?: Printer) {
  return (
    templates.find((one) => one.id === choice.template[target]) ??
    templates.find((one) => one.name === printer?.template || one.id === printer?.template) ??
    templates.find((one) => !one.ready) ??
    templates[0]
  )
}
