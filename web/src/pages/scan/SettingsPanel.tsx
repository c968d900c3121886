// The settings themselves: sound, vibration, keys, and what its scanner sends around a code.
import { ActionIcon, Popover, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { give } from '@/scan/feedback'
import { type ScanSettings, scanSettings, useScanFrame } from '@/scan/settings'
import { useStored } from '@/scan/stored'

export default function SettingsPanel({ className }: { className?: string }) {
  const { t } = useTranslation('scan')
  return (
    <Popover position="bottom-end" width={300} defaultOpened trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="default" className={className} aria-label={t('do.more')} title={t('do.more')}>
          <IconAdjustments size={22} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Settings />
      </Popover.Dropdown>
    </Popover>
  )
}

function Settings() {
  const { t } = useTranslation('scan')
  const own = useStored(scanSettings)
  const frame = useScanFrame()
  const set = (change: Partial<ScanSettings>) => scanSettings.set({ ...own, ...change })
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('settings.title')}</Text>
      <Switch
        label={t('settings.sound')}
        checked={own.sound}
        onChange={(event) => {
          set({ sound: event.currentTarget.checked })
          if (event.currentTarget.checked) give('good')
        }}
      />
      {'vibrate' in navigator ? (
        <Switch
          label={t('settings.vibration')}
          checked={own.vibration}
          onChange={(event) => set({ vibration: event.currentTarget.checked })}
        />
      ) : null}
      <Switch
        label={t('settings.shortcuts')}
        description={t('settings.shortcutsSay')}
        checked={own.shortcuts}
        onChange={(event) => set({ shortcuts: event.currentTarget.checked })}
      />
      <div data-wedge="field">
        <TextInput
          label={t('settings.prefix')}
          value={own.prefix ?? frame.prefix}
          onChange={(event) => set({ prefix: event.currentTarget.value })}
          maxLength={16}
        />
        <TextInput
          mt="sm"
          label={t('settings.suffix')}
          description={t('settings.suffixSay')}
          value={own.suffix ?? frame.suffix}
          onChange={(event) => set({ suffix: event.currentTarget.value })}
          maxLength={16}
        />
      </div>
    </Stack>
  )
}
