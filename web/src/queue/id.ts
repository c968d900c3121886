// Ids made on this device: UUID version 7 (RFC 9562), growing with every call of this tab even when the clock stands still or goes
// back. Needs crypto.getRandomValues only, which is there without a secure context too.

let last_ms = 0
let counter = 0

function tick(now: number, random: Uint8Array): void {
  if (now > last_ms) {
    last_ms = now
    counter = ((random[0] ?? 0) << 3) | ((random[1] ?? 0) & 7) // 11 bits: leaves room to count up
    return
  }
  counter += 1
  if (counter < 0x1000) return
  last_ms += 1
  counter = 0
}

export function uuidV7(now = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10))
  tick(now, random)
  const time = last_ms.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80
  const rest = Array.from(random.subarray(2), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${rest.slice(0, 4)}-${rest.slice(4)}`
}
