// What strangers are told: administrators change it, others read it. And the way to the page of one unit, to see what it says.
import { Alert, Anchor, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { settingsQuery } from '@/app/company'
import { useMay } from '@/app/session'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { KeysPanel } from './KeysPanel'
import { linkLimitsQuery, linkSettingsQuery } from './links'
import { PreviewPanel } from './PreviewPanel'
import { SettingsForm } from './SettingsForm'

export function SettingsTab() {
  const { t } = useTranslation('links')
  const may = useMay()
  const settings = useQuery(linkSettingsQuery)
  const limits = useQuery(linkLimitsQuery)
  const company = useQuery(settingsQuery)
  const error = settings.error ?? limits.error
  if (!settings.data || !limits.data) return error ? <ProblemAlert error={error} /> : <Skeleton height={320} />
  return (
    <Stack>
      {company.data?.base_url === '' ? (
        <Alert color="amber" variant="outline" title={t('noAddress')}>
          {t('noAddressText')}{' '}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/settings" {...props} />}>
            {t('toSettings')}
          </Anchor>
        </Alert>
      ) : null}
      <SettingsForm
        key={settings.data.version}
        settings={settings.data}
        limits={limits.data}
        editable={may('PATCH /v1/links/settings')}
      />
      <PreviewPanel />
      {may('GET /v1/links/keys') ? <KeysPanel /> : null}
    </Stack>
  )
}
