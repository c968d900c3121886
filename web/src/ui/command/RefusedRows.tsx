// Units of a bulk command that were refused: which, why, and what they allow instead.
import { Paper, ScrollArea, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { UnitLink } from '@/ui/links'
import { Mono } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import type { CommandUnit } from './fields'

/** row counts from 1, in the order of the units. */
type Row = { row?: number; detail: string; allowed?: string[] }

const SHOWN = 200

export function RefusedRows({ rows, units }: { rows: readonly Row[]; units: readonly CommandUnit[] }) {
  const { t } = useTranslation(['command', 'common'])
  const words = useWords()
  return (
    <Paper withBorder>
      <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0, 'aria-label': t('command:refusedUnits') }}>
        <Table aria-label={t('command:refusedUnits')} verticalSpacing={6}>
          <Table.Tbody>
            {rows.slice(0, SHOWN).map((row, index) => {
              const unit = units[(row.row ?? 0) - 1]
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
                <Table.Tr key={index}>
                  <Table.Td valign="top">
                    {unit?.id === undefined ? (
                      <Mono>{unit?.serial ?? row.row}</Mono>
                    ) : (
                      <UnitLink id={unit.id}>{unit.serial}</UnitLink>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {row.detail}
                    {row.allowed?.length ? (
                      <Text size="xs" c="dimmed">
                        {t('common:error.allowed', { commands: row.allowed.map(words.command).join(', ') })}
                      </Text>
                    ) : null}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {rows.length > SHOWN ? (
        <Text size="sm" c="dimmed" p="xs">
          {t('command:moreRefused', { count: rows.length - SHOWN })}
        </Text>
      ) : null}
    </Paper>
  )
}
