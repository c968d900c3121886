// Of everything that the filters let pass: how many, and in which statuses.
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from '@/ui/Badges'
import { number } from '@/ui/format'
import classes from './Stock.module.css'
import type { filtersOf } from './stock'

export function StockTotals({ filters }: { filters: ReturnType<typeof filtersOf> }) {
  const { t } = useTranslation('stock')
  const totals = useQuery({
    queryKey: ['stock', 'totals', filters],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/stock', { params: { query: { ...filters, group: 'status', limit: 100 } }, signal })),
  })
  if (!totals.data) return null
  const { items } = totals.data
  const all = items.reduce((sum, row) => sum + row.quantity, 0)
  return (
    <div className={classes.totals} aria-live="polite">
      <span className={classes.total}>{t('total', { count: all, units: number(all) })}</span>
      {items.map((row) => (
        <Text key={row.status} span size="sm">
          <StatusBadge status={row.status ?? ''} /> {number(row.quantity)}
        </Text>
      ))}
    </div>
  )
}
