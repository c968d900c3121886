// How many scans wait on this device; nothing when none does. Red when some were refused: then a person must look.
import { useTranslation } from 'react-i18next'
import { useQueue } from '@/queue/hooks'
import classes from './QueueBadge.module.css'

export function QueueBadge() {
  const { t } = useTranslation('queue', { useSuspense: false })
  const { waiting, refused, held } = useQueue()
  const count = waiting + refused + held
  if (count === 0) return null
  const label = refused > 0 ? t('badge.refused', { count: refused }) : t('badge.waiting', { count })
  return (
    <span className={classes.badge} data-refused={refused > 0 || undefined} title={label}>
      <span aria-hidden>{count > 9999 ? '9999+' : count}</span>
      <span className={classes.spoken}>{label}</span>
    </span>
  )
}
