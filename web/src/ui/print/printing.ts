// Printers and print jobs: asking for them, and what people do with them.
import { queryOptions } from '@tanstack/react-query'
import { api, sendOk, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { uuidV7 } from '@/queue/id'

export type Printer = components['schemas']['Printer']
export type PrintJob = components['schemas']['PrintJob']
export type PrintJobRow = components['schemas']['PrintJobRow']
export type PrintLabel = components['schemas']['PrintLabel']
export type Reading = components['schemas']['PrintReading']
export type PrinterStatus = components['schemas']['PrinterStatus']
export type Template = components['schemas']['LabelTemplateSummary']

/** What labels are printed of: one kind at a time. */
export type Things =
  | { kind: 'unit'; units: number[] }
  | { kind: 'package'; packages: string[] }
  | { kind: 'location'; locations: string[] }
  | { kind: 'product'; products: string[] }

export const MOST_LABELS = 10_000

export function countOf(things: Things): number {
  switch (things.kind) {
    case 'unit':
      return things.units.length
    case 'package':
      return things.packages.length
    case 'location':
      return things.locations.length
    case 'product':
      return things.products.length
  }
}

function named({ kind: _, ...lists }: Things) {
  return lists
}

export const printersQuery = queryOptions({
  queryKey: ['printers'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/v1/printers', { params: { query: { limit: 1000 } }, signal }))).items as Printer[],
})

export const templatesFor = (target: Things['kind']) =>
  queryOptions({
    queryKey: ['labels', 'all', target],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v1/labels/templates', { params: { query: { for: target, limit: 1000 } }, signal })))
        .items as Template[],
  })

/** Asked for as often as need be: its id makes it one job. */
export function startJob(printer: string, template: string, things: Things): Promise<PrintJob> {
  return unwrap(api.POST('/v1/print/jobs', { body: { id: uuidV7(), printer, template, ...named(things) } }))
}

/** The labels as a PDF file for whoever prints with the browser and needs no record of it. */
export async function drawPdf(template: string, things: Things): Promise<Blob> {
  const body = JSON.stringify({ template, format: 'pdf', ...named(things) })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await sendOk(`${location.origin}/v1/labels/render`, { method: 'POST', headers, body })
  return answer.blob()
}

/** In a window of its own; as a file where the browser opens none. */
export function showPdf(pdf: Blob) {
  const url = URL.createObjectURL(pdf)
  if (window.open(url, '_blank')) return
  const link = document.createElement('a')
  link.href = url
  link.download = 'labels.pdf'
  link.click()
}
