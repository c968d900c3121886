// Products by places, darker where more is; a click leads to the units. The same as a table beside it.
import { Skeleton, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart } from '@/ui/chart/Chart'
import { ChartPanel } from '@/ui/chart/ChartPanel'
import { axisStyle, baseOption, type Tokens, useTokens } from '@/ui/chart/tokens'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import classes from './Stock.module.css'
import { type HeatMap, type Search, type Total, unitsOf } from './stock'
import { type Shown, useHeatMap } from './useHeatMap'

const DESK: Shown = { rows: 20, columns: 20 }
const PHONE: Shown = { rows: 20, columns: 6 }

type Props = { search: Search }
type Part = { map: HeatMap; search: Search }

export default function StockMap({ search }: Props) {
  const { t } = useTranslation('stock')
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const map = useHeatMap(search, phone ? PHONE : DESK)
  if (map.error) return <ProblemAlert error={map.error} />
  if (!map.data) return <Skeleton height={480} role="status" aria-label={t('map.loading')} />
  if (map.data.cells.length === 0) return <Empty title={t('empty.title')} text={t('empty.text')} />
  const part = { map: map.data, search }
  return (
    <ChartPanel
      title={t('map.title')}
      actions={
        map.data.rows.includes(null) || map.data.columns.includes(null) ? (
          <Text size="sm" c="dimmed">
            {t('map.shown')}
          </Text>
        ) : undefined
      }
      chart={<MapChart {...part} />}
      table={<MapTable {...part} />}
    />
  )
}

const EMPTY: Search = {}

/** A cell of "others" has no list of its own, but its row or column may. */
function cellSearch(search: Search, row: Total | null | undefined, column: Total | null | undefined): Search {
  return unitsOf(search, { ...(row ? { product: row.code } : EMPTY), ...(column ? { location: column.code } : EMPTY) })
}

function optionOf(map: HeatMap, tokens: Tokens, others: string) {
  const base = baseOption(tokens)
  const axis = axisStyle(tokens)
  const name = (one: Total | null) => one?.code ?? others
  const label = { ...axis.axisLabel, color: tokens.text, fontFamily: 'IBM Plex Mono, monospace', fontSize: 11 }
  const shades = tokens.dark
    ? ['harbour.9', 'harbour.7', 'harbour.5', 'harbour.3', 'harbour.1']
    : ['harbour.0', 'harbour.2', 'harbour.4', 'harbour.6', 'harbour.8']
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      formatter: ({ data }: { data: [number, number, number] }) => {
        const [x, y, quantity] = data
        const row = map.rows[y] ?? null
        const column = map.columns[x] ?? null
        return `${name(row)} ${row?.name ?? ''}\n${name(column)} ${column?.name ?? ''}\n${number(quantity)}`
      },
    },
    grid: { left: 0, right: 0, top: 4, bottom: 0, outerBoundsMode: 'same', containLabel: true },
    xAxis: {
      ...axis,
      type: 'category',
      data: map.columns.map(name),
      axisLabel: { ...label, rotate: map.columns.length > 6 ? 50 : 0, width: 110, overflow: 'truncate' },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: map.rows.map(name),
      axisLabel: { ...label, width: 110, overflow: 'truncate' },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.log1p(map.max),
      dimension: 3,
      inRange: { color: shades.map(tokens.color) },
    },
    series: [
      {
        type: 'heatmap',
        // The logarithm colours: one full shelf must not make all others look empty.
        data: map.cells.map(([x, y, here]) => [x, y, here, Math.log1p(here)]),
        itemStyle: { borderColor: tokens.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: true,
          formatter: ({ data }: { data: number[] }) => number(data[2] ?? 0),
          fontFamily: tokens.font,
          fontSize: 11,
        },
        labelLayout: { hideOverlap: true },
      },
    ],
  }
}

function MapChart({ map, search }: Part) {
  const { t } = useTranslation('stock')
  const tokens = useTokens()
  const navigate = useNavigate()
  const option = useMemo(() => optionOf(map, tokens, t('map.others')), [map, tokens, t])
  return (
    <Chart
      label={t('map.label', { rows: map.rows.length, columns: map.columns.length })}
      option={option}
      rows={map.rows.length + 4}
      onClick={({ data }) => {
        const [x, y] = data as [number, number]
        void navigate({ to: '/units', search: cellSearch(search, map.rows[y], map.columns[x]) })
      }}
    />
  )
}

function MapTable({ map, search }: Part) {
  const { t } = useTranslation(['stock', 'common'])
  const largest = useMemo(() => [...map.cells].sort((a, b) => b[2] - a[2]).slice(0, 200), [map])
  const code = (one: Total | null | undefined) => (one ? <Mono>{one.code}</Mono> : t('stock:map.others'))
  return (
    <Table verticalSpacing={4} aria-label={t('stock:map.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('common:product')}</Table.Th>
          <Table.Th>{t('common:location')}</Table.Th>
          <Table.Th ta="right">{t('common:quantity')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {largest.map(([x, y, quantity]) => (
          <Table.Tr key={`${x} ${y}`}>
            <Table.Td>{code(map.rows[y])}</Table.Td>
            <Table.Td>{code(map.columns[x])}</Table.Td>
            <Table.Td ta="right">
              <Link to="/units" search={cellSearch(search, map.rows[y], map.columns[x])} className={classes.number}>
                {number(quantity)}
              </Link>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
