import { Button, Checkbox, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, statusColor } from '@/ui/Badges'
import { listOf } from './filters'
import classes from './Units.module.css'

type Props = { value: string; onChange: (value: string) => void }

/** Several statuses at once; what is ticked is asked for at once. */
export function StatusFilter({ value, onChange }: Props) {
  const { t } = useTranslation('common')
  return (
    <Popover position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t('status')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <StatusBoxes value={value} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  )
}

export function StatusBoxes({ value, onChange }: Props) {
  const { t } = useTranslation('common')
  return (
    <Checkbox.Group aria-label={t('status')} value={listOf(value)} onChange={(all) => onChange(all.join(','))}>
      <div className={classes.statuses}>
        {Object.keys(statusColor).map((status) => (
          <Checkbox key={status} className={classes.box} value={status} label={<StatusBadge status={status} />} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
