// The columns of the list of units and of a trace, and what a row is.
import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { components } from '@/api/schema'
import { HoldBadges, StatusBadge } from '@/ui/Badges'
import type { Column } from '@/ui/DataTable'
import { date } from '@/ui/format'
import { LocationLink, PackageLink, PartyLink, ProductLink, UnitLink } from '@/ui/links'
import { Count, Mono, Time } from '@/ui/Texts'
import classes from './Units.module.css'

export type UnitRow = components['schemas']['UnitRow']
export type Affected = components['schemas']['Affected']

type T = TFunction<['units', 'common']>

export const DEFAULT_COLUMNS = ['serial', 'product', 'status', 'place', 'lot', 'changed_at']

function Place({ row }: { row: UnitRow }) {
  if (row.parent) {
    return (
      <span className={classes.place}>
        <UnitLink id={row.parent.id}>{row.parent.serial}</UnitLink>
      </span>
    )
  }
  if (row.location) return <LocationLink code={row.location} />
  if (!row.party) return null
  return (
    <span className={classes.place} title={row.party_name}>
      <PartyLink code={row.party}>{row.party_name || undefined}</PartyLink>
    </span>
  )
}

/** Serial above, product below: what a row is, also on a phone. */
const serialCell = (id: number, serial: string) => (
  <span className={classes.serial} title={serial}>
    <UnitLink id={id}>{serial}</UnitLink>
  </span>
)

export function unitColumns(t: T): Column<UnitRow>[] {
  return [
    { id: 'serial', name: t('common:serial'), cell: ({ row }) => serialCell(row.original.id, row.original.serial) },
    {
      id: 'product',
      name: t('common:product'),
      cell: ({ row }) => (
        <span className={classes.product} title={`${row.original.product_name} · ${row.original.product}`}>
          <ProductLink sku={row.original.product}>{row.original.product_name || undefined}</ProductLink>
        </span>
      ),
    },
    { id: 'sku', name: t('units:column.sku'), cell: ({ row }) => <Mono>{row.original.product}</Mono> },
    {
      id: 'status',
      name: t('common:status'),
      cell: ({ row }) => (
        <span className={classes.status}>
          <StatusBadge status={row.original.status} />
          <HoldBadges holds={row.original.holds} />
        </span>
      ),
    },
    { id: 'place', name: t('units:column.place'), cell: ({ row }) => <Place row={row.original} /> },
    {
      id: 'lot',
      name: t('common:lot'),
      cell: ({ row }) => (row.original.lot ? <Mono>{row.original.lot}</Mono> : null),
    },
    {
      id: 'expires',
      name: t('units:column.expires'),
      cell: ({ row }) => (row.original.expires ? date(row.original.expires) : null),
    },
    {
      id: 'owner',
      name: t('units:column.owner'),
      cell: ({ row }) => (row.original.owner ? <PartyLink code={row.original.owner} /> : null),
    },
    {
      id: 'supplier',
      name: t('units:column.supplier'),
      cell: ({ row }) => (row.original.supplier ? <PartyLink code={row.original.supplier} /> : null),
    },
    {
      id: 'package',
      name: t('units:column.package'),
      cell: ({ row }) => (row.original.package ? <PackageLink code={row.original.package} /> : null),
    },
    {
      id: 'order',
      name: t('common:order'),
      cell: ({ row }) => (row.original.order ? <Mono>{row.original.order}</Mono> : null),
    },
    {
      id: 'received_at',
      name: t('units:column.received_at'),
      cell: ({ row }) => <Time at={row.original.received_at} />,
    },
    { id: 'changed_at', name: t('units:column.changed_at'), cell: ({ row }) => <Time at={row.original.changed_at} /> },
    {
      id: 'events',
      name: t('units:column.events'),
      numeric: true,
      cell: ({ row }) => <Count value={row.original.events} />,
    },
  ]
}

export function traceColumns(t: T): Column<Affected>[] {
  return [
    { id: 'serial', name: t('common:serial'), cell: ({ row }) => serialCell(row.original.id, row.original.serial) },
    { id: 'product', name: t('common:product'), cell: ({ row }) => <ProductLink sku={row.original.product} /> },
    {
      id: 'status',
      name: t('common:status'),
      cell: ({ row }) => (
        <span className={classes.status}>
          <StatusBadge status={row.original.status} />
          <HoldBadges holds={row.original.holds} />
        </span>
      ),
    },
    {
      id: 'where',
      name: t('units:column.where'),
      cell: ({ row: { original } }) =>
        original.location ? (
          <LocationLink code={original.location} />
        ) : original.holder ? (
          <span className={classes.place} title={original.holder_name}>
            {original.holder_name || original.holder}{' '}
            <Text span size="xs" c="dimmed">
              <Mono>{original.holder}</Mono>
            </Text>
          </span>
        ) : null,
    },
    {
      id: 'inside',
      name: t('units:column.inside'),
      cell: ({ row }) => {
        const inside = row.original.inside as { id: number; serial: string } | undefined
        return inside ? <UnitLink id={inside.id}>{inside.serial}</UnitLink> : null
      },
    },
    {
      id: 'lot',
      name: t('common:lot'),
      cell: ({ row }) => (row.original.lot ? <Mono>{row.original.lot}</Mono> : null),
    },
    {
      id: 'supplier',
      name: t('units:column.supplier'),
      cell: ({ row }) => (row.original.supplier ? <PartyLink code={row.original.supplier} /> : null),
    },
    {
      id: 'received_at',
      name: t('units:column.received_at'),
      cell: ({ row }) => <Time at={row.original.received_at} />,
    },
  ]
}
