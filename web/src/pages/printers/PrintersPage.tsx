// Printers: where labels come out, how one is now, and a label to try it with.
import { Anchor, Badge, Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { CloseOrOpen } from '@/ui/CloseOrOpen'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { type Printer, printersQuery } from '@/ui/print/printing'
import { Mono } from '@/ui/Texts'
import { PrinterDialog } from './PrinterDialog'
import { sendPrinter } from './printers'
import { Try } from './Try'

export default function PrintersPage() {
  const { t } = useTranslation('printing')
  const may = useMay()
  const { data, error } = useQuery(printersQuery)
  const [open, setOpen] = useState<Printer | 'new' | null>(null)
  const mayChange = may('PATCH /v1/printers/{name}')
  const columns = useColumns(mayChange ? setOpen : null)
  const make = may('POST /v1/printers') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('newPrinter')}
    </Button>
  ) : null
  const list = {
    rows: data,
    error: data ? null : error,
    hasMore: false,
    loadingMore: false,
    refreshing: false,
    loadMore: () => undefined,
  }
  return (
    <Page title={t('printers')} actions={make}>
      <DataTable
        label={t('printers')}
        list={list}
        columns={columns}
        rowKey={(printer) => printer.name}
        empty={<Empty title={t('noPrinters')} text={t('noPrintersText')} action={make} />}
      />
      {open ? <PrinterDialog printer={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </Page>
  )
}

type Cell = { row: { original: Printer } }

const addressOf = ({ kind, host, port, queue }: Printer) =>
  kind === 'raw9100' ? `${host}:${port || 9100}` : kind === 'cups' ? queue : null

function useColumns(onChange: ((printer: Printer) => void) | null): Column<Printer>[] {
  const { t } = useTranslation(['printing', 'common'])
  return useMemo(
    (): Column<Printer>[] => [
      {
        id: 'name',
        name: t('common:name'),
        cell: ({ row: { original: printer } }: Cell) => (
          <Group gap="xs">
            {onChange ? (
              <Anchor component="button" type="button" fw={500} onClick={() => onChange(printer)}>
                {printer.name}
              </Anchor>
            ) : (
              <Text fw={500}>{printer.name}</Text>
            )}
            {printer.active ? null : <Badge color="gray.7">{t('common:closed')}</Badge>}
          </Group>
        ),
      },
      {
        id: 'kind',
        name: t('printing:kindOfPrinter'),
        cell: ({ row }: Cell) => t(`printing:kind.${row.original.kind}`),
      },
      {
        id: 'address',
        name: t('printing:address'),
        cell: ({ row }: Cell) => <Mono>{addressOf(row.original) ?? '–'}</Mono>,
      },
      { id: 'template', name: t('printing:ownTemplate'), cell: ({ row }: Cell) => row.original.template ?? '–' },
      {
        id: 'do',
        name: t('common:actions'),
        cell: ({ row: { original: printer } }: Cell) => (
          <Group gap="xs">
            <Try printer={printer} />
            {onChange ? (
              <CloseOrOpen active={printer.active} send={sendPrinter(printer, printer.kind)} touches="printers" />
            ) : null}
          </Group>
        ),
      },
    ],
    [t, onChange],
  )
}
