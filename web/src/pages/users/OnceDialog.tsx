// A secret that is shown this once: a password, a token.
import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'

type Props = { title: string; secret: string; children: ReactNode; onClose: () => void }

export function OnceDialog({ title, secret, children, onClose }: Props) {
  const { t } = useTranslation(['users', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={title}
      closeOnClickOutside={false}
      size="lg"
    >
      <Stack>
        <Text>{children}</Text>
        <Group wrap="nowrap" gap="xs">
          <Code block fz="md" flex={1} data-testid="secret">
            {secret}
          </Code>
          <CopyButton value={secret} />
        </Group>
        <Alert color="amber" variant="outline" icon={<IconEyeOff />}>
          {t('users:once')}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common:done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
