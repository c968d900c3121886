// Public pages, from the inside: what strangers report, numbers that may have been copied, what strangers are told, where links lead.
import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Page } from '@/ui/Page'
import { Reports } from './Reports'
import { SettingsTab } from './SettingsTab'
import { Suspects } from './Suspects'
import { Targets } from './Targets'

const tabs = [
  { name: 'reports', needs: 'GET /v1/links/reports', Content: Reports },
  { name: 'suspects', needs: 'GET /v1/links/suspects', Content: Suspects },
  { name: 'settings', needs: 'GET /v1/links/settings', Content: SettingsTab },
  { name: 'targets', needs: 'GET /v1/links/targets', Content: Targets },
] as const

export default function LinksPage() {
  const { t } = useTranslation('links')
  const navigate = useNavigate()
  const may = useMay()
  const search = useSearch({ from: '/links' })
  const open = tabs.filter((tab) => may(tab.needs))
  const [first] = open
  const tab = open.find((one) => one.name === search.tab) ?? first
  const show = (next: string | null) =>
    void navigate({ to: '/links', search: next && next !== first?.name ? { tab: next } : {}, replace: true })
  return (
    <Page title={t('title')}>
      <Tabs value={tab?.name ?? null} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {open.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {open.map(({ name, Content }) => (
          <Tabs.Panel key={name} value={name}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
