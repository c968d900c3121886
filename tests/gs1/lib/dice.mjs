// Random choices from a seed: the same seed, the same choices (mulberry32).
export function dice(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n) => Math.floor(next() * n)
  return {
    below,
    /** A number from low to high, both included. */
    between: (low, high) => low + below(high - low + 1),
    chance: (p) => next() < p,
    one: (list) => list[below(list.length)],
    text: (set, length) => Array.from({ length }, () => set[below(set.length)]).join(''),
  }
}
