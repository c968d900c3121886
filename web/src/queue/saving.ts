// The scans of this device as a file: the last resort when a device must be given away before it could send. Pure.
import type { Scan } from './db'

const COLUMNS = ['n', 'at', 'user', 'realm', 'state', 'command', 'code', 'id', 'detail', 'body'] as const

/** As a spreadsheet takes it as text: what looks like a formula gets an apostrophe, as in the server's files. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function asCsv(entries: readonly Scan[]): string {
  const rows = entries.map((entry) =>
    [
      entry.n,
      entry.at,
      entry.user,
      entry.realm,
      entry.state,
      entry.command,
      entry.code,
      entry.id,
      entry.problem?.detail ?? '',
      JSON.stringify(entry.body),
    ]
      .map(cell)
      .join(','),
  )
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`
}

/** Each with its body as the server takes it: POST /v1/commands/{command} with `send`. */
export function asJson(entries: readonly Scan[]): string {
  const rows = entries.map((entry) => ({
    command: entry.command,
    realm: entry.realm,
    user: entry.user,
    state: entry.state,
    code: entry.code,
    problem: entry.problem,
    send: { ...entry.body, id: entry.id, time: entry.at },
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}
