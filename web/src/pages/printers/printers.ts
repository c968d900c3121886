// Printers: the form's fields for each kind, and what it sends.
import type { TFunction } from 'i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import type { Field } from '@/ui/master/fields'
import type { Printer } from '@/ui/print/printing'

export type PrinterKind = Printer['kind']
export const printerKinds: PrinterKind[] = ['raw9100', 'cups', 'browser']

type T = TFunction<['printing', 'common']>
const choices = (values: readonly string[], name: (value: string) => string) =>
  values.map((value) => ({ value, label: name(value) }))

export function printerFields(t: T, kind: PrinterKind, templates: { value: string; label: string }[]): Field[] {
  const name: Field = { name: 'name', label: t('common:name'), kind: 'text', required: true, max: 80 }
  const template: Field = {
    name: 'template',
    label: t('printing:ownTemplate'),
    kind: 'choice',
    choices: templates,
    nullable: true,
  }
  if (kind === 'browser') return [name, template]
  const patience: Field = {
    name: 'patience',
    label: t('printing:patience'),
    kind: 'number',
    hint: t('printing:patienceHint'),
  }
  if (kind === 'cups') {
    return [name, { name: 'queue', label: t('printing:queue'), kind: 'code', required: true }, template, patience]
  }
  return [
    name,
    { name: 'host', label: t('printing:host'), kind: 'code', required: true, hint: t('printing:hostHint') },
    { name: 'port', label: t('printing:port'), kind: 'number', hint: t('printing:portHint') },
    {
      name: 'language',
      label: t('printing:language'),
      kind: 'choice',
      required: true,
      choices: choices(['zpl', 'pdf'], (value) => value.toUpperCase()),
    },
    {
      name: 'dpi',
      label: t('printing:dpi'),
      kind: 'choice',
      required: true,
      choices: choices(['203', '300', '600'], (value) => `${value} dpi`),
    },
    {
      name: 'confirm',
      label: t('printing:confirm'),
      kind: 'choice',
      required: true,
      hint: t('printing:confirmHint'),
      choices: choices(['none', 'close', 'status'], (value) =>
        t(`printing:confirms.${value}` as 'printing:confirms.none'),
      ),
    },
    { name: 'batch', label: t('printing:batch'), kind: 'number', hint: t('printing:batchHint') },
    patience,
    template,
  ]
}

/** What a new printer of a kind begins with, as the server would say it. */
export function usualPrinter(kind: PrinterKind): Partial<Printer> {
  const usual = { patience: 10 }
  return kind === 'raw9100' ? { ...usual, port: 9100, language: 'zpl', dpi: 203, confirm: 'none', batch: 1 } : usual
}

/** The form's choices are texts; resolutions are numbers. */
export function sentPrinter(body: Record<string, unknown>): Record<string, unknown> {
  return typeof body.dpi === 'string' ? { ...body, dpi: Number(body.dpi) } : body
}

export function sendPrinter(known: Printer | null, kind: PrinterKind) {
  return (body: Record<string, unknown>): Promise<Printer> =>
    known
      ? unwrap(
          api.PATCH('/v1/printers/{name}', {
            params: { path: { name: known.name }, header: { 'If-Match': `"${known.version}"` } },
            body: sentPrinter(body),
          }),
        )
      : unwrap(
          api.POST('/v1/printers', { body: { kind, ...sentPrinter(body) } as components['schemas']['PrinterNew'] }),
        )
}

export function askPrinter(name: string) {
  return unwrap(api.GET('/v1/printers/{name}/status', { params: { path: { name } } }))
}

export function testPrinter(name: string) {
  return unwrap(api.POST('/v1/printers/{name}/test', { params: { path: { name } } }))
}
