// How many units are where, for one product, place or party: rows that lead to the units themselves.
import { Anchor, Skeleton, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from './Badges'
import { number } from './format'
import { ProblemAlert } from './ProblemAlert'
import { Mono } from './Texts'

const SHOWN = 200

type Props = { product?: string; location?: string; by: 'location' | 'product' }

export function StockBy({ product, location, by }: Props) {
  const { t } = useTranslation()
  const query = { product, location, group: `${by},status`, limit: SHOWN }
  const stock = useQuery({
    queryKey: ['stock', query],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/stock', { params: { query }, signal })),
  })
  if (stock.error) return <ProblemAlert error={stock.error} />
  if (!stock.data) return <Skeleton height={120} />
  if (stock.data.items.length === 0) return <Text c="dimmed">{t('nothing')}</Text>
  return (
    <Table verticalSpacing={6} aria-label={t('quantity')}>
      <Table.Tbody>
        {stock.data.items.map((row) => {
          const search = {
            ...(product ? { product } : {}),
            ...(row.product ? { product: row.product } : {}),
            ...((row.location ?? location) ? { location: row.location ?? location ?? '' } : {}),
            ...(row.status ? { status: row.status } : {}),
          }
          return (
            <Table.Tr key={JSON.stringify(search)}>
              <Table.Td>
                {by === 'location' ? <Mono>{row.location ?? '–'}</Mono> : (row.product_name ?? row.product)}
                {by === 'location' && row.location_name ? (
                  <Text span c="dimmed" size="sm" ml="xs">
                    {row.location_name}
                  </Text>
                ) : null}
              </Table.Td>
              <Table.Td>{row.status ? <StatusBadge status={row.status} /> : null}</Table.Td>
              <Table.Td ta="right">
                <Anchor renderRoot={(props) => <Link to="/units" search={search} {...props} />}>
                  {number(row.quantity)}
                </Anchor>
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
