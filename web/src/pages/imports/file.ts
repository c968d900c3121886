// The bytes that somebody brings, as CSV in UTF-8: spreadsheets also save UTF-16 and Windows-1252. Pure.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Readable = { encoding: Encoding; text: string | null }
export type Unreadable = 'empty' | 'workbook' | 'binary' | 'large'

/** As the server has it: one request body. */
export const MAX_BYTES = 64 * 1024 * 1024

function begins(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** text: the same in UTF-8; null: the bytes are that already. */
export function readBytes(bytes: Uint8Array): Readable | Unreadable {
  if (bytes.length === 0) return 'empty'
  if (bytes.length > MAX_BYTES) return 'large'
  if (begins(bytes, 0x50, 0x4b, 3, 4) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'workbook'
  const wide = begins(bytes, 0xff, 0xfe) ? 'utf-16le' : begins(bytes, 0xfe, 0xff) ? 'utf-16be' : null
  if (wide) return { encoding: wide, text: new TextDecoder(wide).decode(bytes) }
  if (bytes.subarray(0, 4096).includes(0)) return 'binary'
  if (isUtf8(bytes)) return { encoding: 'utf-8', text: null }
  return { encoding: 'windows-1252', text: new TextDecoder('windows-1252').decode(bytes) }
}

/** What the columns of a file look like can be told from so much of it. */
export const HEAD_BYTES = 256 * 1024
