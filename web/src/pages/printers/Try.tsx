// Asks a printer how it is, or has it print an example, and says what came of it.
import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import type { Printer, PrinterStatus } from '@/ui/print/printing'
import { problemText } from '@/ui/showProblem'
import { askPrinter, testPrinter } from './printers'

export function Try({ printer }: { printer: Printer }) {
  const { t } = useTranslation('printing')
  const may = useMay()
  const ask = useMutation({
    mutationFn: async (what: 'ask' | 'test') => {
      const status = await (what === 'ask' ? askPrinter(printer.name) : testPrinter(printer.name))
      return { what, status }
    },
  })
  if (printer.kind === 'browser') return null
  return (
    <>
      <Button size="xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate('ask')}>
        {t('ask')}
      </Button>
      {may('POST /v1/printers/{name}/test') ? (
        <Button
          size="xs"
          variant="default"
          disabled={ask.isPending || !printer.template}
          onClick={() => ask.mutate('test')}
        >
          {t('test')}
        </Button>
      ) : null}
      <Group role="status" w="100%">
        {ask.error ? <Text size="sm">{problemText(ask.error)}</Text> : null}
        {ask.data ? <Outcome {...ask.data} /> : null}
      </Group>
    </>
  )
}

function Outcome({ what, status }: { what: 'ask' | 'test'; status: PrinterStatus }) {
  const { t } = useTranslation('printing')
  if (!status.ready) {
    return (
      <Text size="sm" c="var(--mantine-color-red-text)">
        {t(`problem.${status.problem ?? 'other'}` as 'problem.other')} {status.detail}
      </Text>
    )
  }
  return (
    <Text size="sm">
      {what === 'test' ? t('tested') : t('isReady')}
      {status.confirm_found ? ` ${t('couldConfirm', { how: t(`confirms.${status.confirm_found}`) })}` : ''}
    </Text>
  )
}
