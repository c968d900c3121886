// What the life cycle allows, as a table for paper: before, after, what is needed, who may, what refuses.
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWords } from '@/ui/words'
import type { Rule } from './procedures'
import classes from './Sheet.module.css'

export function Rules({ rules }: { rules: Rule[] }) {
  const { t } = useTranslation('procedures')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('rules')}>
      <Table className={classes.rules} verticalSpacing={2} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {(['command', 'from', 'to', 'needs', 'roles', 'refusedWhen'] as const).map((column) => (
              <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <RuleRow key={rule.command} rule={rule} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function RuleRow({ rule }: { rule: Rule }) {
  const { t } = useTranslation('procedures')
  const words = useWords()
  const need = (field: string) => t(`need.${field}` as 'need.location', { defaultValue: field.replaceAll('_', ' ') })
  const choice = (name: string) => t(`choice.${name}` as 'choice.restock', { defaultValue: name.replaceAll('_', ' ') })
  const before = rule.from.map((status) => (status === 'none' ? t('status.none') : words.status(status)))
  const after = rule.to.map(({ choice: chosen, status }) => {
    const name = status === 'same' || status === 'seen' ? t(`status.${status}`) : words.status(status)
    return chosen ? `${choice(chosen)}: ${name}` : name
  })
  return (
    <Table.Tr>
      <Table.Th scope="row">{words.command(rule.command)}</Table.Th>
      <Table.Td>{before.join(', ')}</Table.Td>
      <Table.Td>{after.join('; ')}</Table.Td>
      <Table.Td>{rule.needs.map(need).join(', ') || '–'}</Table.Td>
      <Table.Td>{rule.roles.map(words.role).join(', ')}</Table.Td>
      <Table.Td>{rule.refused.map((why) => t(`why.${why}`)).join(', ') || '–'}</Table.Td>
    </Table.Tr>
  )
}
