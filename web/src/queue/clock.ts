// The time of a scan: what this device's clock shows, with milliseconds and the zone's offset, as RFC 3339 has it.

const two = (value: number) => String(Math.trunc(value)).padStart(2, '0')

/** offset: minutes east of Greenwich; the device's own by default. */
export function zoned(at: Date, offset = -at.getTimezoneOffset()): string {
  const shifted = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1)
  const size = Math.abs(offset)
  return `${shifted}${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`
}
