// A camera sees the same code thirty times a second: it counts once, and again when it was away for a while. Pure.

const AWAY_MS = 2_000

export class InView {
  /** When each code was last seen. */
  private readonly last = new Map<string, number>()

  /** Codes of this picture that were not in view before. */
  news(codes: readonly string[], now: number): string[] {
    for (const [code, at] of this.last) if (now - at >= AWAY_MS) this.last.delete(code)
    const fresh = [...new Set(codes)].filter((code) => !this.last.has(code))
    for (const code of codes) this.last.set(code, now)
    return fresh
  }
}
