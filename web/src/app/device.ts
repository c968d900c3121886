// What this browser calls itself in the ledger: "device" of each event. Kept in the browser; changed in the settings.
const STORED = 'serno-device'

function guess(): string {
  const agent = navigator.userAgent
  const kind = /Mobi|Android/.test(agent) ? 'Phone' : 'Desk'
  const letters = crypto.getRandomValues(new Uint8Array(2))
  return `${kind} ${Array.from(letters, (n) => n.toString(16).padStart(2, '0')).join('')}`
}

export function deviceName(): string {
  let name = localStorage.getItem(STORED)
  if (!name) {
    name = guess()
    localStorage.setItem(STORED, name)
  }
  return name
}

export function setDeviceName(name: string) {
  localStorage.setItem(STORED, name.trim().slice(0, 80))
}
