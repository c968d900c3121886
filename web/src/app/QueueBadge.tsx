// How many scans wait on this device; nothing when none does.
export function QueueBadge() {
  return null
}
