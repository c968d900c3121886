// What is done with the whole list: which columns, and as a file.
import { Button, Checkbox, Menu, Popover, Stack } from '@mantine/core'
import { IconColumns3, IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { pathIn, realm } from '@/api/realm'
import { filePath, isTrace, type Search } from './filters'

export function DownloadMenu({ search }: { search: Search }) {
  const { t } = useTranslation('common')
  const name = isTrace(search) ? 'affected-units' : 'units'
  const link = (format: 'csv' | 'xlsx') => ({
    href: pathIn(realm(), filePath(search, format)),
    download: `${name}.${format}`,
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

type ColumnsProps = {
  all: readonly { id: string; name: string }[]
  visible: readonly string[]
  set: (ids: string[]) => void
}

export function ColumnsMenu({ all, visible, set }: ColumnsProps) {
  const { t } = useTranslation('common')
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" visibleFrom="sm" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          aria-label={t('columns')}
          value={[...visible]}
          onChange={(ids) => set(all.map((one) => one.id).filter((id) => id === 'serial' || ids.includes(id)))}
        >
          <Stack gap={8}>
            {all.map((one) => (
              <Checkbox key={one.id} value={one.id} label={one.name} disabled={one.id === 'serial'} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
