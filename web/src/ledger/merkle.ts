// The proofs of the ledger, followed in the browser (RFC 6962, as RFC 9162 writes the algorithms in 2.1.3.2 and 2.1.4.2): a leaf is
// SHA-256 of 0x00 and its bytes, a node SHA-256 of 0x01 and its two children. Hashes are lower-case hex. Pure; needs WebCrypto.

const encoder = new TextEncoder()

function fromHex(hex: string): Uint8Array {
  const pairs = hex.match(/../g) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function sha256(...parts: Uint8Array[]): Promise<string> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return toHex(await crypto.subtle.digest('SHA-256', all))
}

/** Browsers have WebCrypto only where nobody can have changed the page on its way. */
export function canHash(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined
}

export function leafHash(text: string): Promise<string> {
  return sha256(Uint8Array.of(0), encoder.encode(text))
}

export function nodeHash(left: string, right: string): Promise<string> {
  return sha256(Uint8Array.of(1), fromHex(left), fromHex(right))
}

// Sizes can exceed 32 bits, so no bit operators.
const half = (n: number) => Math.floor(n / 2)
const odd = (n: number) => n % 2 === 1

/** Does the path lead from the leaf with this index to the root of a tree of that size? */
export async function inclusionHolds(
  index: number,
  size: number,
  leaf: string,
  proof: readonly string[],
  root: string,
): Promise<boolean> {
  if (index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const step of proof) {
    if (last === 0) return false
    if (odd(node) || node === last) {
      hash = await nodeHash(step, hash)
      while (!odd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      hash = await nodeHash(hash, step)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && hash === root
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n))
}

/** Is the tree of size `from` with that root the beginning of the one of size `to`? */
export async function consistencyHolds(
  from: number,
  to: number,
  fromRoot: string,
  toRoot: string,
  proof: readonly string[],
): Promise<boolean> {
  if (from < 1 || from > to) return false
  if (from === to) return proof.length === 0 && fromRoot === toRoot
  const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined) return false
  let node = from - 1
  let last = to - 1
  while (odd(node)) {
    node = half(node)
    last = half(last)
  }
  let before = first
  let after = first
  for (const step of rest) {
    if (last === 0) return false
    if (odd(node) || node === last) {
      before = await nodeHash(step, before)
      after = await nodeHash(step, after)
      while (!odd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      after = await nodeHash(after, step)
    }
    node = half(node)
    last = half(last)
  }
  return before === fromRoot && after === toRoot && last === 0
}

/** What a person wrote down: "1042:2c26b46b…". */
export type Note = { size: number; root: string }

export function noteText(note: Note): string {
  return `${note.size}:${note.root}`
}

export function parseNote(text: string): Note | null {
  const found = /^\s*(\d{1,15})\s*:\s*([0-9a-fA-F]{64})\s*$/.exec(text)
  if (!found?.[1] || !found[2]) return null
  const size = Number(found[1])
  return size > 0 ? { size, root: found[2].toLowerCase() } : null
}

/** The bytes of an event within the answer about it, as they were hashed: not parsed and printed again. */
export function hashedBody(answer: string): string | null {
  const mark = '"body":'
  const at = answer.indexOf(mark)
  return at < 0 || !answer.trimEnd().endsWith('}') ? null : answer.trimEnd().slice(at + mark.length, -1)
}
