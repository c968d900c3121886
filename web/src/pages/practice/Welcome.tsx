// What practice is, and the way in.
import { Button, Group, List, Stack, Text } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { components } from '@/api/schema'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Time } from '@/ui/Texts'
import { enterPractice, useMakePractice } from './usePractice'

export function Welcome({ practice }: { practice: components['schemas']['Practice'] }) {
  const { t } = useTranslation('practice')
  const make = useMakePractice()
  return (
    <Panel maw={720}>
      <Stack>
        <Text>{t('what')}</Text>
        <List spacing="xs">
          <List.Item>{t('safe')}</List.Item>
          <List.Item>{t('same')}</List.Item>
          <List.Item>{t('ticks')}</List.Item>
        </List>
        <ProblemAlert error={make.error} />
        <Group>
          {practice.ready ? (
            <Button size="md" leftSection={<IconSchool size={18} aria-hidden />} onClick={enterPractice}>
              {t('enter')}
            </Button>
          ) : null}
          <Button
            size="md"
            variant={practice.ready ? 'default' : 'filled'}
            leftSection={practice.ready ? undefined : <IconSchool size={18} aria-hidden />}
            loading={make.isPending || practice.making}
            onClick={() => make.mutate()}
          >
            {practice.ready ? t('anew') : t('start')}
          </Button>
          {make.isPending ? (
            <Text role="status" c="dimmed">
              {t('making')}
            </Text>
          ) : null}
        </Group>
        {practice.ready && practice.made_at ? (
          <Text size="sm" c="dimmed">
            {t('madeBy', { name: practice.made_by })} <Time at={practice.made_at} ago />
          </Text>
        ) : null}
      </Stack>
    </Panel>
  )
}
