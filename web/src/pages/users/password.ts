// A password for the first time: easy to read out and to type, hard to guess. Pure, but for the random numbers handed in.

/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 5

/** "k7mqx-2wfnd-hu9ra-c4pzt": 100 bits. */
export function oneTimePassword(random: Uint8Array = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP))): string {
  const letters = Array.from(random, (byte) => LETTERS[byte % LETTERS.length] ?? 'a').join('')
  return Array.from({ length: GROUPS }, (_, i) => letters.slice(i * GROUP, (i + 1) * GROUP)).join('-')
}
