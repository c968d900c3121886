// Which columns the list has.
import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

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
