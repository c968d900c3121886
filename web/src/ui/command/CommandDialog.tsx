// Asks for what a command needs and gives it, for one unit, up to 100,000, or everything in a package. Which command, which fields and
// which choices: the life-cycle table of the server.
import { Loader, Modal, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { CommandForm } from './CommandForm'
import type { CommandUnit } from './fields'
import { lifecycleQuery } from './lifecycle'
import { unitQuery } from './unit'
import type { CommandAnswer } from './useGiveCommand'

type Props = {
  /** Name of the command: one of GET /v1/lifecycle. */
  command: string
  /** The units; or package: its code, for everything in it. */
  units?: readonly CommandUnit[]
  package?: string
  /** With command "correct": the event that is undone. */
  undo?: string
  /** What the boxes hold at first, by the names of the request: {location: "A-01"}. */
  initial?: Record<string, string>
  /** It was done. The dialog closes by itself, unless some units were refused: then it shows them first. */
  onDone?: (answer: CommandAnswer) => void
  onClose: () => void
}

/** Shown as long as it is rendered. */
export function CommandDialog(props: Props) {
  const { command, units = [], package: code, undo, onClose } = props
  const { t } = useTranslation(['command', 'common'])
  const words = useWords()
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const lifecycle = useQuery(lifecycleQuery)
  const only = units.length === 1 ? units[0] : undefined
  const id = command === 'correct' && !undo ? only?.id : undefined
  const before = useQuery({ ...unitQuery(id ?? 0), enabled: id !== undefined })
  const spec = lifecycle.data?.commands.find((one) => one.name === command)
  const target = code === undefined ? { units } : { package: code }
  const ready = lifecycle.data && spec && (id === undefined || before.data)
  const name = undo ? t('command:undo') : words.command(command)
  const subject = code ?? only?.serial ?? t('common:units', { count: units.length })
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={phone}
      size="lg"
      title={
        <Text span fw={600} size="lg" lineClamp={2} title={subject}>
          {name} <Mono fw={400}>{subject}</Mono>
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {lifecycle.error || before.error ? <ProblemAlert error={lifecycle.error ?? before.error} /> : null}
      {lifecycle.data && spec && ready ? (
        <CommandForm {...props} spec={spec} lifecycle={lifecycle.data} target={target} before={before.data} />
      ) : lifecycle.error || before.error ? null : (
        <Loader role="status" aria-label={t('common:loading')} />
      )}
    </Modal>
  )
}
