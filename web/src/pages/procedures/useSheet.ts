// What every sheet needs besides its name: the life cycle, and whose it is.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { lifecycleQuery } from '@/ui/command/lifecycle'

export function useSheet() {
  const may = useMay()
  const lifecycle = useQuery(lifecycleQuery)
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => unwrap(api.GET('/v1/settings')),
    enabled: may('GET /v1/settings'),
  })
  const [on] = useState(() => new Date())
  return { lifecycle: lifecycle.data, error: lifecycle.error, organisation: settings.data?.organisation ?? '', on }
}
