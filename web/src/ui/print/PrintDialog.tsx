// Print labels of some things: which template, which printer. The way on is the job's page; a PDF opens in the browser.
import { Button, Group, Modal, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { realm } from '@/api/realm'
import { useMay } from '@/app/session'
import { TemplatePicture } from '@/pages/labels/TemplatePicture'
import { useStored } from '@/scan/stored'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { lastChoice, PDF, printerOf, templateOf } from './choice'
import {
  countOf,
  drawPdf,
  type PrintJob,
  printersQuery,
  showPdf,
  startJob,
  type Things,
  templatesFor,
} from './printing'

/** onPrinted: the page stays where it is; without it the job's page opens. null: a PDF. */
type Props = { things: Things; onPrinted?: (job: PrintJob | null) => void; onClose: () => void }

export default function PrintDialog({ things, onPrinted, onClose }: Props) {
  const { t } = useTranslation(['printing', 'common'])
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const printers = useQuery({ ...printersQuery, enabled: may('POST /v1/print/jobs') && realm() === 'real' })
  const templates = useQuery(templatesFor(things.kind))
  const choice = useStored(lastChoice)
  const [chosen, setChosen] = useState<string | null>(null)
  const open = printers.data?.filter((one) => one.active) ?? []
  const printer = chosen ?? printerOf(choice, open)
  const template = templateOf(
    choice,
    things.kind,
    templates.data ?? [],
    open.find((one) => one.name === printer),
  )
  const print = useMutation({
    mutationFn: async () => {
      if (!template) return null
      lastChoice.set({ printer, template: { ...choice.template, [things.kind]: template.id } })
      if (printer !== PDF) return startJob(printer, template.id, things)
      showPdf(await drawPdf(template.id, things))
      return null
    },
    onSuccess: (job) => {
      void queries.invalidateQueries({ queryKey: ['print'] })
      onClose()
      if (onPrinted) onPrinted(job)
      else if (job) void navigate({ to: '/print/$id', params: { id: job.id } })
    },
  })
  const waiting = templates.isPending || (printers.isPending && printers.fetchStatus !== 'idle')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('printing:printLabels', { count: countOf(things) })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {waiting ? <Skeleton height={200} /> : null}
      {waiting ? null : (
        <Stack>
          <Select
            label={t('printing:template')}
            allowDeselect={false}
            searchable
            data={(templates.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={template?.id ?? null}
            onChange={(id) => id && lastChoice.set({ ...choice, template: { ...choice.template, [things.kind]: id } })}
          />
          {template ? (
            <Group justify="center" bg="var(--mantine-color-body)" p="md">
              <TemplatePicture {...template} name={t('printing:pictureOf', { name: template.name })} />
            </Group>
          ) : null}
          <Select
            label={t('printing:printer')}
            allowDeselect={false}
            data={[
              ...open.map((one) => ({ value: one.name, label: one.name })),
              { value: PDF, label: t('printing:pdf') },
            ]}
            value={printer}
            onChange={(name) => name !== null && setChosen(name)}
          />
          {printer === PDF ? (
            <Text size="sm" c="dimmed">
              {t('printing:pdfHint')}
            </Text>
          ) : null}
          <ProblemAlert error={print.error ?? templates.error ?? printers.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              leftSection={<IconPrinter size={16} aria-hidden />}
              disabled={!template}
              loading={print.isPending}
              onClick={() => print.mutate()}
              data-autofocus
            >
              {t('common:print')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
