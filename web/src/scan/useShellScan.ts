// Scanning on every page but the scan page: what is scanned while no field has the focus opens in the global box.
import { useRouterState } from '@tanstack/react-router'
import { useScanFrame } from './settings'
import { useWedge } from './useWedge'

/** A window event; its detail is what was read, as it was read. */
export const SCANNED = 'serno:scanned'

/** The same for a part of a page that takes scans itself, marked data-scans. */
export const READ = 'serno:read'

export function useShellScan() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  useWedge({
    ...useScanFrame(),
    enabled: path !== '/scan',
    onScan: (code) => {
      if (document.querySelector('[role="dialog"]')) return // it asks for something else
      if (document.querySelector('[data-scans]')) {
        window.dispatchEvent(new CustomEvent(READ, { detail: code }))
        return
      }
      window.dispatchEvent(new CustomEvent(SCANNED, { detail: code }))
    },
  })
}
