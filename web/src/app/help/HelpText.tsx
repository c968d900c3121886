// What the drawer says: a few sentences about this page, the keys that work here, and the way to the guide.
import { Anchor, Group, Kbd, Stack, Text, Title } from '@mantine/core'
import { IconBook2, IconPrinter } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { helpOf } from './pages'

const keys = ['find', 'help', 'close'] as const

export default function HelpText({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('help')
  const path = useRouterState({ select: (state) => state.matches.at(-1)?.fullPath })
  const { key, topic } = helpOf(path)
  return (
    <Stack gap="lg">
      <Text>{t(`page.${key}`)}</Text>
      <Stack gap="xs">
        <Anchor onClick={onLeave} renderRoot={(props) => <Link to="/help/$topic" params={{ topic }} {...props} />}>
          <Group gap="xs" component="span" display="inline-flex">
            <IconBook2 size={18} aria-hidden />
            {t('more', { topic: t(`topic.${topic}` as 'topic.concepts', { defaultValue: topic }) })}
          </Group>
        </Anchor>
        <Anchor onClick={onLeave} renderRoot={(props) => <Link to="/procedures" {...props} />}>
          <Group gap="xs" component="span" display="inline-flex">
            <IconPrinter size={18} aria-hidden />
            {t('procedures')}
          </Group>
        </Anchor>
      </Stack>
      <Stack gap="xs" visibleFrom="sm">
        <Title order={3} size="h5">
          {t('keys')}
        </Title>
        {keys.map((name) => (
          <Group key={name} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(`key.${name}.says`)}</Text>
            <Kbd>{t(`key.${name}.press`)}</Kbd>
          </Group>
        ))}
      </Stack>
    </Stack>
  )
}
