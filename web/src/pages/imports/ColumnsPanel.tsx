// What each column of the file means: samples beside it, the server's suggestion chosen, everything else one choice away.
import { Button, Checkbox, Group, NativeSelect, Stack, Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { Mono } from '@/ui/Texts'
import classes from './ColumnsPanel.module.css'
import {
  ATTRIBUTE,
  type Choices,
  type Column,
  type ImportColumns,
  type Kind,
  LEFT_OUT,
  missingFields,
  repeatedChoices,
} from './mapping'
import { useFieldNames } from './useFieldNames'

type Props = {
  kind: Kind
  columns: ImportColumns
  choices: Choices
  onChoices: (choices: Choices) => void
  create: boolean
  onCreate: (create: boolean) => void
  onTry: () => void
  busy: boolean
}

export function ColumnsPanel(props: Props) {
  const { kind, columns, choices, onChoices, create, onCreate, onTry, busy } = props
  const { t } = useTranslation('imports')
  const may = useMay()
  const options = useOptions(columns)
  const repeated = useMemo(() => repeatedChoices(choices), [choices])
  const set = (at: number, value: string) => onChoices(choices.map((one, index) => (index === at ? value : one)))
  return (
    <Panel title={t('step.columns')}>
      <Stack gap="md">
        <Text size="sm">{t('columnsText')}</Text>
        <div className={classes.scroll}>
          <Table className={classes.table} aria-label={t('step.columns')} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('inFile')}</Table.Th>
                <Table.Th>{t('samples')}</Table.Th>
                <Table.Th>{t('means')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {columns.columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a file never move, and two may have one header
                <Table.Tr key={index}>
                  <Table.Td className={classes.header}>{column.header || t('noHeader')}</Table.Td>
                  <Table.Td className={classes.samples}>
                    <Samples column={column} />
                  </Table.Td>
                  <Table.Td>
                    <NativeSelect
                      aria-label={t('meaningOf', { header: column.header })}
                      data={options}
                      value={choices[index] ?? LEFT_OUT}
                      error={repeated.has(choices[index] ?? LEFT_OUT) ? t('twice') : null}
                      onChange={(event) => set(index, event.currentTarget.value)}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <Missing columns={columns} choices={choices} />
        {kind === 'units' && may('POST /v1/products') && may('POST /v1/locations') ? (
          <Checkbox
            label={t('create')}
            description={t('createText')}
            checked={create}
            onChange={(event) => onCreate(event.currentTarget.checked)}
          />
        ) : null}
        <Group gap="sm">
          <Button onClick={onTry} loading={busy}>
            {t('try')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('tryText')}
          </Text>
        </Group>
      </Stack>
    </Panel>
  )
}

function useOptions(columns: ImportColumns) {
  const { t } = useTranslation('imports')
  const names = useFieldNames()
  return useMemo(() => {
    const fields = columns.known.map((field) => ({
      value: field.name,
      label: field.required ? t('required', { name: names(field.name) }) : names(field.name),
    }))
    const keep = columns.layout === 'zoho' ? [] : [{ value: ATTRIBUTE, label: t('keep') }]
    return [...keep, { value: LEFT_OUT, label: t('leaveOut') }, { group: t('fields'), items: fields }]
  }, [columns, names, t])
}

function Samples({ column }: { column: Column }) {
  return (
    <Mono size="sm" c="dimmed">
      {column.samples.join(' · ')}
    </Mono>
  )
}

function Missing({ columns, choices }: { columns: ImportColumns; choices: Choices }) {
  const { t } = useTranslation('imports')
  const names = useFieldNames()
  const missing = missingFields(columns, choices)
  if (missing.length === 0) return null
  return (
    <Text role="status" size="sm" c="var(--mantine-color-red-text)">
      {t('missing', { names: missing.map(names).join(', ') })}
    </Text>
  )
}
