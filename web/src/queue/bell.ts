// What the sender sleeps on: rings when there is something to do, or when the time is over.
export class Bell {
  private rung = false
  private wakeUp: (() => void) | null = null

  readonly ring = () => {
    this.rung = true
    this.wakeUp?.()
  }

  /** Returns at once when it rang since the last wait. ms: Infinity waits for the next ring. */
  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(resolve, Math.max(0, ms)) : undefined
        this.wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.wakeUp = null
    this.rung = false
  }
}
