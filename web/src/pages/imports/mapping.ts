// What the columns of a file mean: the server suggests, a person decides, and only what differs from the headers is sent. Pure.
import type { components } from '@/api/schema'

export type ImportColumns = components['schemas']['ImportColumns']
export type Column = ImportColumns['columns'][number]
export type Kind = NonNullable<components['schemas']['ImportSummary']['kind']>

export const ATTRIBUTE = 'attribute'
export const LEFT_OUT = ''
/** For each column of the file: the name of a field, ATTRIBUTE or LEFT_OUT. */
export type Choices = readonly string[]

const CERTAIN = 100

/** What the server makes of a column when nothing is said about it. */
function unsaid(columns: ImportColumns, column: Column): string {
  if (column.suggestion !== null && column.confidence === CERTAIN) return column.suggestion
  return columns.layout === 'zoho' ? LEFT_OUT : ATTRIBUTE
}

export function firstChoices(columns: ImportColumns): Choices {
  return columns.columns.map((column) => column.suggestion ?? unsaid(columns, column))
}

/** The `mapping` parameter; null: the headers say it all. */
export function mappingOf(columns: ImportColumns, choices: Choices): Record<string, string | null> | null {
  const said = columns.columns.flatMap((column, index) => {
    const choice = choices[index] ?? LEFT_OUT
    return choice === unsaid(columns, column) ? [] : [[column.header, choice === LEFT_OUT ? null : choice] as const]
  })
  return said.length ? Object.fromEntries(said) : null
}

/** Where another column will do as well. */
const insteadOf: Record<string, string> = { serial: 'serials', sku: 'name' }

/** Fields that must be there and are not chosen: a hint, the server decides. */
export function missingFields(columns: ImportColumns, choices: Choices): string[] {
  const other = (name: string) => (name === 'sku' && columns.layout !== 'zoho' ? undefined : insteadOf[name])
  return columns.known
    .filter((field) => field.required && !choices.includes(field.name) && !choices.includes(other(field.name) ?? ' '))
    .map((field) => field.name)
}

/** Columns that were given one and the same field, of the ones of which there can be only one. */
const mayRepeat = new Set([ATTRIBUTE, LEFT_OUT, 'serials', 'imei', 'mac', 'epc', 'asset_tag', 'old_serial', 'iccid'])
export function repeatedChoices(choices: Choices): Set<string> {
  return new Set(choices.filter((name, index) => !mayRepeat.has(name) && choices.indexOf(name) !== index))
}
