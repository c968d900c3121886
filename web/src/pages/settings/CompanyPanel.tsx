// What holds for everybody: administrators change it, others read it.
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { type Settings, useChangeSettings } from '@/app/company'
import { languages } from '@/i18n'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'
import { meant, shown } from './affix'
import { prefixesOf } from './prefixes'
import { TryScanner } from './TryScanner'

type Draft = Pick<Settings, 'organisation' | 'base_url' | 'language' | 'scan_prefix' | 'scan_suffix'> & {
  prefixes: string
}

const draftOf = (s: Settings): Draft => ({
  ...s,
  scan_prefix: shown(s.scan_prefix),
  scan_suffix: shown(s.scan_suffix),
  prefixes: s.company_prefixes.join(', '),
})

export function CompanyPanel({ settings, editable }: { settings: Settings; editable: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [draft, setDraft] = useState(() => draftOf(settings))
  const save = useChangeSettings(settings)
  const refused =
    save.error instanceof Problem && save.error.document.field === 'company_prefixes' ? save.error.message : undefined
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { organisation, base_url, language } = draft
    const body = { organisation: organisation.trim(), base_url: base_url.trim(), language }
    const scans = { scan_prefix: meant(draft.scan_prefix), scan_suffix: meant(draft.scan_suffix) }
    save.mutate(
      { ...body, ...scans, company_prefixes: prefixesOf(draft.prefixes) },
      { onSuccess: () => showDone(t('settings:saved')) },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Panel title={t('settings:organisation')}>
          <Stack>
            {editable ? null : <Text c="dimmed">{t('settings:readOnly')}</Text>}
            <TextInput
              label={t('settings:organisationName')}
              value={draft.organisation}
              onChange={(event) => set({ organisation: event.currentTarget.value })}
              maxLength={200}
              readOnly={!editable}
            />
            <TextInput
              label={t('settings:baseUrl')}
              description={t('settings:baseUrlHint')}
              placeholder="https://serno.example"
              value={draft.base_url}
              onChange={(event) => set({ base_url: event.currentTarget.value })}
              maxLength={200}
              readOnly={!editable}
            />
            <TextInput
              label={t('settings:companyPrefixes')}
              description={t('settings:companyPrefixesHint')}
              placeholder="4006381, 950600"
              value={draft.prefixes}
              onChange={(event) => set({ prefixes: event.currentTarget.value })}
              error={refused}
              readOnly={!editable}
            />
            <Group grow align="start">
              <Select
                label={t('settings:language')}
                allowDeselect={false}
                value={draft.language}
                onChange={(value) => set({ language: value === 'de' ? 'de' : 'en' })}
                data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
                readOnly={!editable}
              />
            </Group>
          </Stack>
        </Panel>
        <Panel title={t('settings:scanner')}>
          <Stack>
            <Text size="sm">{t('settings:scannerText')}</Text>
            <Group grow align="start">
              <TextInput
                label={t('settings:prefix')}
                value={draft.scan_prefix}
                onChange={(event) => set({ scan_prefix: event.currentTarget.value })}
                readOnly={!editable}
                data-wedge="field"
              />
              <TextInput
                label={t('settings:suffix')}
                value={draft.scan_suffix}
                onChange={(event) => set({ scan_suffix: event.currentTarget.value })}
                readOnly={!editable}
                data-wedge="field"
              />
            </Group>
            <TryScanner prefix={meant(draft.scan_prefix)} suffix={meant(draft.scan_suffix)} />
          </Stack>
        </Panel>
        <ProblemAlert error={refused ? null : save.error} />
        {editable ? (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
