// Make a printer, or change one: the form has the fields of its kind.
import { Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { templatesQuery } from '@/pages/labels/labels'
import { bodyOf, type Values, valuesOf } from '@/ui/master/fields'
import { MasterForm } from '@/ui/master/MasterForm'
import type { Printer } from '@/ui/print/printing'
import { type PrinterKind, printerFields, printerKinds, sendPrinter, usualPrinter } from './printers'

export function PrinterDialog({ printer, onClose }: { printer: Printer | null; onClose: () => void }) {
  const { t } = useTranslation(['printing', 'common'])
  const queries = useQueryClient()
  const [kind, setKind] = useState<PrinterKind>(printer?.kind ?? 'raw9100')
  const templates = useQuery(templatesQuery).data ?? []
  const fields = printerFields(
    t,
    kind,
    templates.map(({ id, name }) => ({ value: id, label: name })),
  )
  const initial = valuesOf(fields, printer ?? usualPrinter(kind))
  const save = useMutation({
    mutationFn: (values: Values) => sendPrinter(printer, kind)(bodyOf(fields, values, printer ? initial : null)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['printers'] })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={printer ? t('printing:changePrinter') : t('printing:newPrinter')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        {printer ? null : (
          <SegmentedControl
            aria-label={t('printing:kindOfPrinter')}
            data={printerKinds.map((value) => ({ value, label: t(`printing:kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(value as PrinterKind)}
          />
        )}
        <Text size="sm" c="dimmed">
          {t(`printing:kindHint.${kind}`)}
        </Text>
        <MasterForm
          key={kind}
          fields={fields}
          initial={initial}
          error={save.error}
          busy={save.isPending}
          submit={printer ? t('common:save') : t('common:create')}
          onSubmit={(values) => save.mutate(values)}
          onCancel={onClose}
        />
      </Stack>
    </Modal>
  )
}
