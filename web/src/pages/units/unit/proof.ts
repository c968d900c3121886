// The proof of an event, as text that can be kept and checked anywhere: the event byte for byte as it was hashed, and its audit path.
import { sendOk } from '@/api/client'

/** Both answers as they came: parsing them could change a byte of what was hashed. */
export function proofText(event: string, proof: string): string {
  return `{\n"event": ${event.trim()},\n"proof": ${proof.trim()}\n}\n`
}

export async function fetchProof(id: string): Promise<string> {
  const path = `/v1/events/${encodeURIComponent(id)}`
  const [event, proof] = await Promise.all([sendOk(path), sendOk(`${path}/proof`)])
  return proofText(await event.text(), await proof.text())
}

/** false: the browser has no clipboard for us (no https); then the text is shown to be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
