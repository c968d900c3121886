// How far a warranty has run, in percent. Pure.

export function partGone(from: string | undefined, until: string | undefined, now = Date.now()): number {
  const begin = Date.parse(from ?? '')
  const end = Date.parse(until ?? '')
  if (Number.isNaN(begin) || Number.isNaN(end) || end <= begin) return 0
  return Math.round(Math.min(1, Math.max(0, (now - begin) / (end - begin))) * 100)
}
