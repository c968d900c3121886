// Products in stock of which none came in or went on for the longest time.
import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import { ProductLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { Time } from '@/ui/Texts'
import classes from './Dashboard.module.css'
import type { Dashboard } from './useDashboard'

export function SlowPanel({ slow }: { slow: Dashboard['slow'] }) {
  const { t } = useTranslation(['dashboard', 'common'])
  if (slow.length === 0) {
    return (
      <Panel title={t('dashboard:slow.title')}>
        <Empty title={t('dashboard:slow.nothing')} />
      </Panel>
    )
  }
  return (
    <Panel title={t('dashboard:slow.title')}>
      <Table verticalSpacing={6} aria-label={t('dashboard:slow.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common:product')}</Table.Th>
            <Table.Th ta="right" className={classes.day}>
              {t('dashboard:slow.quantity')}
            </Table.Th>
            <Table.Th ta="right" className={classes.day}>
              {t('dashboard:slow.moved')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {slow.map((one) => (
            <Table.Tr key={one.product}>
              <Table.Td>
                <ProductLink sku={one.product} />
                <Text span size="sm" c="dimmed" display="block" lineClamp={1} title={one.product_name}>
                  {one.product_name}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <Anchor
                  inherit
                  renderRoot={(props) => (
                    <Link to="/units" search={{ product: one.product, status: 'in_stock' }} {...props} />
                  )}
                >
                  {number(one.quantity)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" className={classes.day}>
                <Time at={one.last_moved_at} ago />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}
