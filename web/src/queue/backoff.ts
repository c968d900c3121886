// How long to wait before the next try: at most a second at first, twice that each time, at most half a minute; jittered, so that a
// hall full of devices does not come back in the same moment.
const FIRST_MS = 1_000
const MOST_MS = 30_000

/** failures: how often in a row it did not work, from 1. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const top = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(top * (0.5 + random() / 2))
}
