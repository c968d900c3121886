// Numbers: the schemes by which they are made, and the pools that were given out.
import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/Page'
import { Pools } from './Pools'
import { Schemes } from './Schemes'

export default function NumberingPage() {
  const { t } = useTranslation('numbering')
  const navigate = useNavigate()
  const search = useSearch({ from: '/numbering' })
  const tab = search.tab === 'pools' ? 'pools' : 'schemes'
  const show = (next: string | null) =>
    void navigate({ to: '/numbering', search: next === 'pools' ? { tab: next } : {}, replace: true })
  return (
    <Page title={t('title')}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="schemes">{t('schemes')}</Tabs.Tab>
          <Tabs.Tab value="pools">{t('pools')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="schemes">
          <Schemes />
        </Tabs.Panel>
        <Tabs.Panel value="pools">
          <Pools />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
