// A chart of ECharts in the space that its class gives it. For people who do not see it, label says what it shows; beside every chart
// stands a table of the same (ChartPanel).
import { Box, Skeleton } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import classes from './Chart.module.css'

/** What was clicked: ECharts' names for it. */
export type Clicked = { name: string; dataIndex: number; seriesName?: string; data: unknown }

type Props = {
  label: string
  option: EChartsCoreOption
  /** Room for so many rows or bars; the height follows. */
  rows?: number
  onClick?: (clicked: Clicked) => void
}

export function Chart({ label, option, rows, onClick }: Props) {
  const [frame, size] = useResizeObserver<HTMLDivElement>()
  const canvas = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const click = useRef(onClick)
  const [ready, setReady] = useState(false)
  click.current = onClick

  useEffect(() => {
    let ended = false
    void import('./echarts').then(({ init }) => {
      if (ended || !canvas.current) return
      chart.current = init(canvas.current)
      chart.current.on('click', (event) => click.current?.(event as Clicked))
      setReady(true)
    })
    return () => {
      ended = true
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (ready) chart.current?.setOption(option, { notMerge: true })
  }, [ready, option])

  useEffect(() => {
    if (ready && size.width > 0) chart.current?.resize()
  }, [ready, size])

  return (
    <Box
      ref={frame}
      className={classes.frame}
      __vars={rows === undefined ? undefined : { '--rows': String(rows) }}
      role="img"
      aria-label={label}
      data-clickable={onClick ? true : undefined}
      data-ready={ready || undefined}
    >
      {ready ? null : <Skeleton className={classes.wait} />}
      <div ref={canvas} className={classes.canvas} />
    </Box>
  )
}
