// What a scanner reads is often no code of ours but an element string around it: the server takes it apart.
import { api, unwrap } from '@/api/client'

export type ScanKind = 'location' | 'product' | 'party' | 'package' | 'unit'

/** Worth asking: a symbology identifier, brackets, a group separator, a web address, or digits only (a GTIN, GLN or SSCC). */
export function isEncoded(text: string): boolean {
  return /^[\](]|^https?:|^\d{8,}$/.test(text) || text.includes('\u001d')
}

/** The code of the one thing of that kind that the text means; undefined: none, or it is that code already. */
export async function codeOfScan(text: string, kind: ScanKind): Promise<string | undefined> {
  const scan = await unwrap(api.GET('/v1/scan', { params: { query: { code: text } } })).catch(() => null)
  const codes = (scan?.matches ?? []).flatMap((match) => {
    if (!match.kind || match.kind === 'unit') return kind === 'unit' && 'serial' in match ? [match.serial] : []
    if (match.kind !== kind) return []
    if (match.kind === 'product') return [match.sku]
    return 'code' in match ? [match.code] : []
  })
  return codes.length === 1 && codes[0] !== text ? codes[0] : undefined
}
