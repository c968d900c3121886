// Settings: of this browser, of the person, and of the whole installation.
import { Button, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { settingsQuery } from '@/app/company'
import { useMay } from '@/app/session'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { BrowserPanel } from './BrowserPanel'
import { CompanyPanel } from './CompanyPanel'
import { PasswordPanel } from './PasswordPanel'

export default function SettingsPage() {
  const { t } = useTranslation('settings')
  const may = useMay()
  const settings = useQuery(settingsQuery)
  return (
    <Page
      title={t('title')}
      actions={
        may('POST /v1/locations') ? (
          <Button
            variant="default"
            leftSection={<IconBook2 size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/guide" {...props} />}
          >
            {t('guide')}
          </Button>
        ) : null
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack>
          <BrowserPanel />
          <PasswordPanel />
        </Stack>
        {settings.data ? (
          <CompanyPanel key={settings.data.version} settings={settings.data} editable={may('PATCH /v1/settings')} />
        ) : settings.error ? (
          <ProblemAlert error={settings.error} />
        ) : (
          <Skeleton height={420} />
        )}
      </SimpleGrid>
    </Page>
  )
}
