// How this device scans: sounds, keys, and how its scanner frames a code. The company's setting holds where the device has none.
import { useQuery } from '@tanstack/react-query'
import { sendOk } from '@/api/client'
import { Stored, useStored } from './stored'

export type ScanSettings = {
  sound: boolean
  vibration: boolean
  /** Single keys choose modes, undo and so on. */
  shortcuts: boolean
  /** null: as the company has it. */
  prefix: string | null
  suffix: string | null
}

const DEFAULTS: ScanSettings = { sound: true, vibration: true, shortcuts: true, prefix: null, suffix: null }

export const scanSettings = new Stored<ScanSettings>('serno-scan-settings', (stored) => ({
  ...DEFAULTS,
  ...(typeof stored === 'object' && stored !== null ? (stored as Partial<ScanSettings>) : {}),
}))

type Company = { scan_prefix?: string; scan_suffix?: string }
const LAST = 'serno-scan-company'

function remembered(): Company | undefined {
  try {
    return JSON.parse(localStorage.getItem(LAST) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** The frame that the scanner puts around a code. Enter and Tab end a scan anyhow. */
export function useScanFrame(): { prefix: string; suffix: string } {
  const own = useStored(scanSettings)
  const { data } = useQuery({
    queryKey: ['settings', 'scan'],
    queryFn: async (): Promise<Company> => {
      const company: Company = await (await sendOk(`${location.origin}/v1/settings`)).json()
      localStorage.setItem(LAST, JSON.stringify({ scan_prefix: company.scan_prefix, scan_suffix: company.scan_suffix }))
      return company
    },
    placeholderData: remembered,
    staleTime: 5 * 60_000,
    retry: false,
  })
  return { prefix: own.prefix ?? data?.scan_prefix ?? '', suffix: own.suffix ?? data?.scan_suffix ?? '' }
}
