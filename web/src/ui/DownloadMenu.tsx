// The whole of a filtered list as a file: the same query, streamed by the server.
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { pathIn, realm } from '@/api/realm'

export type ListQuery = Record<string, string | number | boolean | undefined>

/** Address of a list as a file, in the realm of the moment. */
export function fileAddress(path: `/v1/${string}`, query: ListQuery, format: 'csv' | 'xlsx' | 'ndjson'): string {
  const wanted = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') wanted.set(name, String(value))
  }
  wanted.set('format', format)
  return `${pathIn(realm(), path)}?${wanted}`
}

export function DownloadMenu({ path, query }: { path: `/v1/${string}`; query: ListQuery }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={fileAddress(path, query, 'csv')} download>
          {t('downloadCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={fileAddress(path, query, 'xlsx')} download>
          {t('downloadXlsx')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
