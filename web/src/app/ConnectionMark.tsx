// Says when the server is not there; silent otherwise. Scanning goes on without it.
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './ConnectionMark.module.css'
import { useConnected } from './live'

export function ConnectionMark() {
  const { t } = useTranslation('shell')
  const connected = useConnected()
  return (
    <span role="status" className={classes.mark} data-connected={connected}>
      {connected ? null : <IconCloudOff size={20} aria-label={t('offline')} />}
    </span>
  )
}
