// What was done day by day: stacked bars of units, by groups of commands.
import { ScrollArea, Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { colorVar } from '@/ui/Badges'
import { Chart } from '@/ui/chart/Chart'
import { ChartPanel } from '@/ui/chart/ChartPanel'
import { axisStyle, baseOption, type Tokens, useTokens } from '@/ui/chart/tokens'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import classes from './Dashboard.module.css'
import { dayNumber, day as dayText } from './days'
import { daysUpTo, type Flow, type FlowGroup, flowOf, zoneMinutes } from './flow'
import type { Dashboard } from './useDashboard'

/** Kept apart from the statuses' colours where both could be meant; light and dark. */
const COLORS: Record<FlowGroup, [light: string, dark: string]> = {
  in: ['harbour.6', 'harbour.4'],
  back: ['orange.5', 'orange.4'],
  moved: ['blue.4', 'blue.3'],
  orders: ['indigo.5', 'indigo.4'],
  out: ['violet.5', 'violet.4'],
  lent: ['grape.4', 'grape.3'],
  workshop: ['amber.5', 'amber.4'],
  counted: ['gray.4', 'gray.5'],
  trouble: ['red.5', 'red.4'],
  other: ['gray.6', 'gray.7'],
}

export function FlowPanel({ figures, days, rows }: { figures: Dashboard; days: number; rows: number }) {
  const { t } = useTranslation('dashboard')
  const flow = useMemo(
    () => flowOf(figures.flow, daysUpTo(figures.at, days, zoneMinutes())),
    [figures.flow, figures.at, days],
  )
  const nothing = <Empty title={t('flow.nothing')} />
  return (
    <ChartPanel
      title={t('flow.title')}
      actions={
        <Text size="sm" c="dimmed">
          {t('flow.total', { count: flow.total, units: number(flow.total) })}
        </Text>
      }
      chart={flow.total === 0 ? nothing : <FlowChart flow={flow} rows={rows} />}
      table={flow.total === 0 ? nothing : <FlowTable flow={flow} />}
    />
  )
}

function optionOf(flow: Flow, tokens: Tokens, name: (group: FlowGroup) => string) {
  const base = baseOption(tokens)
  const axis = axisStyle(tokens)
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: skipZero },
    grid: { left: 0, right: 4, top: 12, bottom: 0, outerBoundsMode: 'same', containLabel: true },
    xAxis: {
      ...axis,
      type: 'category',
      data: flow.days,
      axisLabel: { ...axis.axisLabel, formatter: dayNumber, hideOverlap: true },
    },
    yAxis: { ...axis, type: 'value', minInterval: 1, axisLabel: { ...axis.axisLabel, formatter: number } },
    series: flow.series.map((one) => ({
      type: 'bar',
      stack: 'units',
      name: name(one.group),
      barMaxWidth: 28,
      data: one.units,
      itemStyle: { color: tokens.color(COLORS[one.group][tokens.dark ? 1 : 0]) },
    })),
  }
}

const skipZero = (value: unknown) => (Number(value) === 0 ? '–' : number(Number(value)))

function FlowChart({ flow, rows }: { flow: Flow; rows: number }) {
  const { t } = useTranslation('dashboard')
  const tokens = useTokens()
  const option = useMemo(() => optionOf(flow, tokens, (group) => t(`flow.group.${group}`)), [flow, tokens, t])
  const list = flow.series.map((one) => `${t(`flow.group.${one.group}`)} ${one.total}`).join(', ')
  return (
    <>
      <Chart label={t('flow.label', { days: flow.days.length, list })} option={option} rows={rows} />
      <FlowLegend groups={flow.series.map((one) => one.group)} dark={tokens.dark} />
    </>
  )
}

function FlowLegend({ groups, dark }: { groups: FlowGroup[]; dark: boolean }) {
  const { t } = useTranslation('dashboard')
  return (
    <ul className={classes.legend} aria-hidden>
      {groups.map((group) => (
        <li key={group}>
          <span className={classes.dot} style={{ background: colorVar(COLORS[group][dark ? 1 : 0]) }} />
          {t(`flow.group.${group}`)}
        </li>
      ))}
    </ul>
  )
}

function FlowTable({ flow }: { flow: Flow }) {
  const { t } = useTranslation('dashboard')
  return (
    <ScrollArea className={classes.scroll} type="auto">
      <Table verticalSpacing={4} stickyHeader aria-label={t('flow.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('flow.day')}</Table.Th>
            {flow.series.map((one) => (
              <Table.Th key={one.group} ta="right">
                {t(`flow.group.${one.group}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flow.days
            .map((day, index) => (
              <Table.Tr key={day}>
                <Table.Td className={classes.day}>{dayText(day)}</Table.Td>
                {flow.series.map((one) => (
                  <Table.Td key={one.group} ta="right">
                    {skipZero(one.units[index])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))
            .reverse()}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
