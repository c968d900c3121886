import { Alert } from '@mantine/core'
import { IconAlertOctagon, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '@/ui/command'
import { useWords } from '@/ui/words'
import type { HistoryEntry } from './life'

/** Stolen or missing: it must not be worked with as if nothing were. On hold: why it stays. */
export function AlarmBanner({ unit, history }: { unit: Unit; history: readonly HistoryEntry[] }) {
  const { t } = useTranslation('units')
  const words = useWords()
  const reasonOf = (commands: string[], hold?: string) =>
    history.find((entry) => commands.includes(entry.command) && (!hold || entry.hold === hold))?.reason
  return (
    <>
      {unit.alarm ? (
        <Alert
          mb="md"
          role="alert"
          color="red"
          variant="filled"
          icon={<IconAlertOctagon />}
          title={t(`alarm.${unit.alarm}`)}
        >
          {reasonOf(['report_stolen', 'report_missing', 'count_not_seen']) ?? t(`alarm.${unit.alarm}Text`)}
        </Alert>
      ) : null}
      {unit.holds.length > 0 ? (
        <Alert mb="md" color="amber" variant="outline" icon={<IconLock />} title={t('alarm.held')}>
          {unit.holds.map((hold) => {
            const reason = reasonOf(['hold'], hold)
            return <div key={hold}>{reason ? `${words.hold(hold)}: ${reason}` : words.hold(hold)}</div>
          })}
        </Alert>
      ) : null}
    </>
  )
}
