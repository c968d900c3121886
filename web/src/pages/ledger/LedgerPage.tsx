// The ledger as something that can be checked: by the server as a whole, by this browser without believing the server.
import { SimpleGrid, Stack } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/Page'
import { CheckPanel } from './CheckPanel'
import { HeadPanel } from './HeadPanel'
import { ProofPanel } from './ProofPanel'

export default function LedgerPage() {
  const { t } = useTranslation('ledger')
  const { event } = useSearch({ strict: false })
  return (
    <Page title={t('title')}>
      <Stack>
        <HeadPanel />
        <CheckPanel />
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <ProofPanel question="event" given={event} />
          <ProofPanel question="grown" />
        </SimpleGrid>
      </Stack>
    </Page>
  )
}
