// The whole of a filtered list as a file: the same query, streamed by the server.
import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { filePath, type ListQuery } from '@/api/files'
import { pathIn, realm } from '@/api/realm'

/** name: the file's, without its ending; as the server calls it by default. */
type Props = { path: `/v1/${string}`; query: ListQuery; name?: string }

export function DownloadMenu({ path, query, name }: Props) {
  const { t } = useTranslation()
  const link = (format: 'csv' | 'xlsx') => ({
    href: pathIn(realm(), filePath(path, query, format)),
    download: name ? `${name}.${format}` : true,
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" {...link('csv')} leftSection={<IconFileTypeCsv size={16} aria-hidden />}>
          {t('downloadCsv')}
        </Menu.Item>
        <Menu.Item component="a" {...link('xlsx')} leftSection={<IconFileSpreadsheet size={16} aria-hidden />}>
          {t('downloadXlsx')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
