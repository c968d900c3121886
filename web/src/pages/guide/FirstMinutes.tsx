// Leads somebody who may set up an empty installation to the first steps, once, and only who came in by the front door.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { settingsQuery } from '@/app/company'
import { useStored } from '@/scan/stored'
import { isEmpty } from './progress'
import { remembered, rememberOver } from './remembered'
import { firstPlacesQuery, firstProductsQuery } from './useFacts'

/** Where the document was opened: who asked for the scan page itself shall have it. */
function byFrontDoor(): boolean {
  const opened = performance.getEntriesByType('navigation')[0]?.name
  return opened !== undefined && new URL(opened).pathname === '/'
}

export default function FirstMinutes() {
  const over = useStored(remembered).over
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const wanted = !over && path === '/scan' && byFrontDoor()
  const settings = useQuery({ ...settingsQuery, enabled: wanted, retry: false })
  const undecided = wanted && settings.data?.guide_done === false
  const places = useQuery({ ...firstPlacesQuery, enabled: undecided, retry: false })
  const products = useQuery({ ...firstProductsQuery, enabled: undecided, retry: false })
  const known = undecided && places.data && products.data
  const empty = known && isEmpty({ locations: places.data.items.length, products: products.data.items.length })
  useEffect(() => {
    if (settings.data?.guide_done || (known && !empty)) rememberOver(true)
    if (empty) void navigate({ to: '/guide', replace: true })
  }, [settings.data, known, empty, navigate])
  return null
}
