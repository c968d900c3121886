// A saved view keeps the page's search string; which view it is, is no part of it. Parts in the order of their names, so that two that
// mean the same are the same.

export function viewQuery(search: Record<string, string>): string {
  const parts = Object.entries(search)
    .filter(([key, value]) => key !== 'view' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return new URLSearchParams(parts).toString()
}

export function searchOf(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query))
}
