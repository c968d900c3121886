import { Alert, Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CommandUnit } from './fields'
import { RefusedRows } from './RefusedRows'
import type { CommandAnswer } from './useGiveCommand'

/** Some of the units were done and some refused. */
export function PartlyDone(props: { answer: CommandAnswer; units: readonly CommandUnit[]; onClose: () => void }) {
  const { t } = useTranslation(['command', 'common'])
  const refused = props.answer.refused ?? []
  return (
    <Stack>
      <Alert role="status" color="amber" variant="outline" title={t('command:partly.title')}>
        {t('command:partly.done', { units: t('common:units', { count: props.answer.units }) })}{' '}
        {t('command:partly.refused', { units: t('common:units', { count: refused.length }) })}
      </Alert>
      <RefusedRows rows={refused} units={props.units} />
      <Group justify="flex-end">
        <Button onClick={props.onClose} data-autofocus>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  )
}
