// The last resort: what waits on this device, as a file.
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { realm } from '@/api/realm'
import { type Scan, unsettled } from '@/queue'
import { asCsv, asJson } from '@/queue/saving'

async function save(write: (entries: Scan[]) => string, type: string, ending: string) {
  const text = write(await unsettled(realm()))
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = `serno-scans-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${ending}`
  link.click()
  URL.revokeObjectURL(address)
}

export function ExportMenu() {
  const { t } = useTranslation('queue')
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('export.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('export.hint')}</Menu.Label>
        <Menu.Item onClick={() => void save(asJson, 'application/json', 'json')}>{t('export.json')}</Menu.Item>
        <Menu.Item onClick={() => void save(asCsv, 'text/csv;charset=utf-8', 'csv')}>{t('export.csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
