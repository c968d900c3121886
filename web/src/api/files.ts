// A list as a file: the same query, streamed by the server.
export type ListQuery = Record<string, string | number | boolean | undefined>
export type FileFormat = 'csv' | 'xlsx' | 'ndjson'

/** Path of a list as a file; for a link, which no code sends, put pathIn(realm(), …) around it. */
export function filePath(path: `/v1/${string}`, query: ListQuery, format: FileFormat): string {
  const wanted = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') wanted.set(name, String(value))
  }
  wanted.set('format', format)
  return `${path}?${wanted}`
}
