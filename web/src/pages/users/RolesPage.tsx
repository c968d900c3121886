// What each role may: the commands, from the life cycle that the server has.
import { Badge, Group, SimpleGrid, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { type CommandSpec, lifecycleQuery } from '@/ui/command/lifecycle'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useWords } from '@/ui/words'
import classes from './Roles.module.css'
import { type Role, roles } from './users'

export default function RolesPage() {
  const { t } = useTranslation('users')
  const words = useWords()
  const me = useMe()
  const lifecycle = useQuery(lifecycleQuery)
  return (
    <Page title={t('rolesTitle')}>
      <Text mb="md" maw={640}>
        {t('rolesText')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} mb="md">
        {roles.map((role) => (
          <Panel
            key={role}
            title={words.role(role)}
            actions={me?.roles.includes(role) ? <Badge tt="none">{t('yours')}</Badge> : null}
          >
            <Text size="sm">{t(`says.${role}`)}</Text>
          </Panel>
        ))}
      </SimpleGrid>
      <Panel title={t('commands')}>
        <ProblemAlert error={lifecycle.error} />
        {lifecycle.data ? <CommandTable commands={lifecycle.data.commands} /> : <Skeleton height={480} />}
      </Panel>
    </Page>
  )
}

function CommandTable({ commands }: { commands: CommandSpec[] }) {
  const { t } = useTranslation('users')
  const words = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('commands')}>
      <Table verticalSpacing={6} highlightOnHover className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('command')}</Table.Th>
            {roles.map((role) => (
              <Table.Th key={role} ta="center">
                {words.role(role)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {commands.map((command) => (
            <Table.Tr key={command.name}>
              <Table.Th scope="row" fw={400}>
                <Group gap="xs">{words.command(command.name)}</Group>
              </Table.Th>
              {roles.map((role) => (
                <Table.Td key={role} ta="center">
                  <Mark role={role} command={command} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

/** Administrators may everything, and the life cycle does not name them. */
function Mark({ role, command }: { role: Role; command: CommandSpec }) {
  const { t } = useTranslation('common')
  const allowed = role === 'admin' || command.roles.includes(role)
  return allowed ? (
    <>
      <IconCheck size={18} aria-hidden />
      <VisuallyHidden>{t('yes')}</VisuallyHidden>
    </>
  ) : (
    <VisuallyHidden>{t('no')}</VisuallyHidden>
  )
}
