// What holds for this browser alone: its name in the ledger, sounds, colours, language.
import { Input, SegmentedControl, Select, Stack, Switch, TextInput, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceName, setDeviceName } from '@/app/device'
import { isLanguage, language, languages, setLanguage } from '@/i18n'
import { scanSettings } from '@/scan/settings'
import { useStored } from '@/scan/stored'
import { Panel } from '@/ui/Panel'

const schemes = ['light', 'dark', 'auto'] as const

export function BrowserPanel() {
  const { t } = useTranslation(['settings', 'shell'])
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [name, setName] = useState(deviceName)
  const scan = useStored(scanSettings)
  return (
    <Panel title={t('settings:browser')}>
      <Stack>
        <TextInput
          label={t('settings:device')}
          description={t('settings:deviceHint')}
          value={name}
          maxLength={80}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setDeviceName(event.currentTarget.value)
          }}
          onBlur={() => setName(deviceName())}
        />
        <Switch
          label={t('settings:sound')}
          description={t('settings:soundHint')}
          checked={scan.sound}
          onChange={(event) => scanSettings.set({ ...scan, sound: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings:vibration')}
          checked={scan.vibration}
          onChange={(event) => scanSettings.set({ ...scan, vibration: event.currentTarget.checked })}
        />
        <Select
          label={t('shell:language')}
          allowDeselect={false}
          value={language()}
          onChange={(next) => isLanguage(next) && void setLanguage(next)}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <Input.Wrapper label={t('settings:colours')} labelElement="div">
          <SegmentedControl
            aria-label={t('settings:colours')}
            fullWidth
            value={colorScheme}
            onChange={(scheme) => setColorScheme(scheme as (typeof schemes)[number])}
            data={schemes.map((value) => ({ value, label: t(`shell:scheme.${value}`) }))}
          />
        </Input.Wrapper>
      </Stack>
    </Panel>
  )
}
