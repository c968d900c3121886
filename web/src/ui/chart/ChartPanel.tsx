// A panel with a chart, or the same as a table: who cannot see or use the one takes the other.
import { SegmentedControl } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/Panel'
import classes from './ChartPanel.module.css'

type Props = { title: string; chart: ReactNode; table: ReactNode; actions?: ReactNode }

export function ChartPanel({ title, chart, table, actions }: Props) {
  const { t } = useTranslation('dashboard')
  const [shown, setShown] = useState('chart')
  const choices = [
    { value: 'chart', label: <IconChartBar size={16} aria-label={t('asChart')} /> },
    { value: 'table', label: <IconTable size={16} aria-label={t('asTable')} /> },
  ]
  return (
    <Panel
      title={title}
      actions={
        <div className={classes.actions}>
          {actions}
          <SegmentedControl
            size="xs"
            aria-label={t('shownAs', { title })}
            data={choices}
            value={shown}
            onChange={setShown}
          />
        </div>
      }
    >
      {shown === 'chart' ? chart : table}
    </Panel>
  )
}
