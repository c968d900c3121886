// How many units are in which status: bars in the colours of the statuses, each leading to its units.
import { Table, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, statusColor } from '@/ui/Badges'
import { Chart } from '@/ui/chart/Chart'
import { ChartPanel } from '@/ui/chart/ChartPanel'
import { axisStyle, baseOption, useTokens } from '@/ui/chart/tokens'
import { number } from '@/ui/format'
import { useWords } from '@/ui/words'
import classes from './Dashboard.module.css'
import type { Dashboard } from './useDashboard'

export function StatusPanel({ figures, rows }: { figures: Dashboard; rows: number }) {
  const { t } = useTranslation('dashboard')
  return (
    <ChartPanel
      title={t('statuses.title')}
      actions={
        <Text size="sm" c="dimmed">
          {t('statuses.total', { count: figures.units, units: number(figures.units) })}
        </Text>
      }
      chart={<StatusChart figures={figures} rows={rows} />}
      table={<StatusTable figures={figures} />}
    />
  )
}

function StatusChart({ figures, rows }: { figures: Dashboard; rows: number }) {
  const { t } = useTranslation('dashboard')
  const words = useWords()
  const tokens = useTokens()
  const navigate = useNavigate()
  const { statuses } = figures
  const option = useMemo(() => {
    const axis = axisStyle(tokens)
    return {
      ...baseOption(tokens),
      grid: { left: 0, right: 56, top: 4, bottom: 4, outerBoundsMode: 'same', containLabel: true },
      xAxis: { type: 'value', show: false },
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: statuses.map((one) => words.status(one.status)),
        axisLabel: { ...axis.axisLabel, color: tokens.text },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 18,
          barMinHeight: 2,
          data: statuses.map((one) => ({
            value: one.quantity,
            itemStyle: { color: tokens.color(statusColor[one.status] ?? 'gray.5'), borderRadius: 3 },
          })),
          label: {
            show: true,
            position: 'right',
            color: tokens.text,
            fontFamily: tokens.font,
            formatter: (point: { value: unknown }) => number(Number(point.value)),
          },
        },
      ],
    }
  }, [statuses, tokens, words])
  return (
    <Chart
      label={t('statuses.label', { list: statuses.map((s) => `${words.status(s.status)} ${s.quantity}`).join(', ') })}
      option={option}
      rows={rows}
      onClick={({ dataIndex }) => {
        const status = statuses[dataIndex]?.status
        if (status) void navigate({ to: '/units', search: { status } })
      }}
    />
  )
}

function StatusTable({ figures }: { figures: Dashboard }) {
  const { t } = useTranslation('common')
  return (
    <Table verticalSpacing={6} aria-label={t('status')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('status')}</Table.Th>
          <Table.Th ta="right">{t('quantity')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.statuses.map(({ status, quantity }) => (
          <Table.Tr key={status}>
            <Table.Td>
              <Link to="/units" search={{ status }} className={classes.plain}>
                <StatusBadge status={status} />
              </Link>
            </Table.Td>
            <Table.Td ta="right">{number(quantity)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
