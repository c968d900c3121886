// What the parts of the queue tell each other, in this tab and in the other tabs of this device.

export type Signal =
  /** Something in the table of scans is different. */
  | { type: 'changed' }
  /** There is something to send, or a reason to try at once. fresh: only new scans came, old ones are as they were. */
  | { type: 'wake'; fresh: boolean }
  /** The server has answered, or refused, the scans with these numbers. */
  | { type: 'verdict'; numbers: number[] }
  /** This device could not keep a scan. */
  | { type: 'trouble'; message: string }

type Listener = (signal: Signal) => void

const listeners = new Set<Listener>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('serno-queue')
if (channel) channel.onmessage = (message: MessageEvent<Signal>) => deliver(message.data)

function deliver(signal: Signal) {
  for (const listener of [...listeners]) listener(signal)
}

/** Here and in every other tab. */
export function tell(signal: Signal) {
  deliver(signal)
  if (signal.type !== 'trouble') channel?.postMessage(signal)
}

export function listen(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
