// Asks for what a command needs that is done instead of a refused one.
import { Loader, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Scan } from '@/queue'
import { askServer, unitsOf } from '@/scan/known'
import type { Context } from '@/scan/modes'
import { CommandDialog } from '@/ui/command'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useAtDesk } from './AtDesk'

type Props = { entry: Scan; command: string; context: Context; onClose: () => void }

export default function InsteadDialog({ entry, command, context, onClose }: Props) {
  const { t } = useTranslation('common')
  const { desk } = useAtDesk()
  const code = entry.body.product && entry.body.serial ? `${entry.body.product}:${entry.body.serial}` : entry.code
  const scan = useQuery({
    queryKey: ['scan', 'unit', code],
    queryFn: () => askServer(code),
    retry: false,
    staleTime: 0,
  })
  const initial = Object.fromEntries(Object.entries(context).map(([slot, what]) => [slot, what.value]))
  if (!scan.data) {
    return (
      <Modal opened onClose={onClose} title={entry.code} closeButtonProps={{ 'aria-label': t('close') }}>
        {scan.error ? <ProblemAlert error={scan.error} /> : <Loader role="status" aria-label={t('loading')} />}
      </Modal>
    )
  }
  const done = () => {
    desk.sound('good')
    void desk.dismiss(entry, command)
  }
  const target = entry.body.package ? { package: entry.body.package } : { units: unitsOf(scan.data) }
  return <CommandDialog command={command} {...target} initial={initial} onDone={done} onClose={onClose} />
}
