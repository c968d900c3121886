// Pages on or off, how a link looks, what a page tells and offers, and when somebody has looked too often.
import { Button, Group, Radio, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'
import { LimitInput } from './LimitInput'
import {
  allActions,
  allShown,
  draftOfSettings,
  type Limits,
  type LinkSettings,
  limitNamesOf,
  linkSettingsQuery,
  type SettingsDraft,
  saveSettings,
} from './links'
import { WordChecks } from './WordChecks'

type Props = { settings: LinkSettings; limits: Limits; editable: boolean }

export function SettingsForm({ settings, limits, editable }: Props) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOfSettings(settings))
  const set = (part: Partial<SettingsDraft>) => setDraft((old) => ({ ...old, ...part }))
  const save = useMutation({
    mutationFn: () => saveSettings(settings, draft),
    onSuccess: (saved) => {
      queries.setQueryData(linkSettingsQuery.queryKey, saved)
      showDone(t('links:saved'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Panel title={t('links:pages')}>
          <Stack>
            {editable ? null : <Text c="dimmed">{t('links:readOnly')}</Text>}
            <Switch
              label={t('links:pagesOn')}
              description={t('links:pagesHint')}
              checked={draft.pages}
              onChange={(event) => set({ pages: event.currentTarget.checked })}
              disabled={!editable}
            />
            <Radio.Group
              label={t('links:form')}
              value={draft.form}
              onChange={(form) => set({ form: form === 'token' ? 'token' : 'digital_link' })}
            >
              <Stack gap="xs" mt="xs">
                {(['digital_link', 'token'] as const).map((form) => (
                  <Radio
                    key={form}
                    value={form}
                    label={t(`links:forms.${form}`)}
                    description={t(`links:formHints.${form}`)}
                    disabled={!editable}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <TextInput
              label={t('links:contact')}
              description={t('links:contactHint')}
              value={draft.contact}
              onChange={(event) => set({ contact: event.currentTarget.value })}
              maxLength={200}
              readOnly={!editable}
            />
          </Stack>
        </Panel>
        <Panel title={t('links:content')}>
          <Stack>
            <WordChecks
              of="fields"
              label={t('links:shown')}
              all={allShown}
              value={draft.shown}
              onChange={(shown) => set({ shown })}
              editable={editable}
            />
            <WordChecks
              of="kinds"
              label={t('links:offered')}
              all={allActions}
              value={draft.actions}
              onChange={(actions) => set({ actions })}
              editable={editable}
            />
          </Stack>
        </Panel>
        <Panel title={t('links:limits')}>
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {limitNamesOf(limits).map((name) => (
                <LimitInput
                  key={name}
                  name={name}
                  range={limits[name]}
                  value={draft[name]}
                  onChange={(value) => set({ [name]: value })}
                  editable={editable}
                />
              ))}
            </SimpleGrid>
            <Switch
              label={t('links:behindProxy')}
              description={t('links:behindProxyHint')}
              checked={draft.behind_proxy}
              onChange={(event) => set({ behind_proxy: event.currentTarget.checked })}
              disabled={!editable}
            />
          </Stack>
        </Panel>
        <ProblemAlert error={save.error} />
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
