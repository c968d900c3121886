// A report is accepted: what shall come of it is a command in the name of whoever accepts, or nothing.
import { Blockquote, Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LocationInput, PartyInput } from '@/ui/inputs'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useWords } from '@/ui/words'
import classes from './Links.module.css'
import { type Answer, acceptanceOf, decide, type Report, wayOf, waysOf } from './links'

const NOTHING = 'nothing'
const stale = ['link-reports', 'units', 'unit', 'events']

export function AcceptDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation(['links', 'common'])
  const words = useWords()
  const queries = useQueryClient()
  const [answer, setAnswer] = useState<Answer>(() => ({
    command: waysOf(report.kind)[0]?.command ?? NOTHING,
    party: '',
    location: '',
    reason: '',
  }))
  const change = (more: Partial<Answer>) => setAnswer((old) => ({ ...old, ...more }))
  const send = useMutation({
    mutationFn: () => decide(report.id, acceptanceOf(report.kind, answer)),
    onSuccess: async () => {
      await Promise.all(stale.map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  const needs = wayOf(report.kind, answer.command)?.needs
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('links:acceptReport', { serial: report.serial })}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack>
          <Blockquote p="sm" mt={0} className={classes.written}>
            <Text size="sm">{report.message}</Text>
            <Text size="sm" c="dimmed">
              {[t(`links:kinds.${report.kind}`), report.name, report.contact].filter(Boolean).join(' · ')}
            </Text>
          </Blockquote>
          <Radio.Group
            label={t('links:whatComes')}
            description={t('links:whatComesHint')}
            value={answer.command}
            onChange={(command) => change({ command })}
          >
            <Stack gap="xs" mt="xs">
              {waysOf(report.kind).map(({ command }) => (
                <Radio key={command} value={command} label={words.command(command)} />
              ))}
              <Radio value={NOTHING} label={t('links:nothingComes')} />
            </Stack>
          </Radio.Group>
          {needs === 'party' ? (
            <PartyInput
              label={t('links:owner')}
              description={t('links:ownerHint')}
              value={answer.party}
              onChange={(party) => change({ party })}
              required
            />
          ) : null}
          {needs === 'location' ? (
            <LocationInput
              label={t('links:foundAt')}
              value={answer.location}
              onChange={(location) => change({ location })}
              required
            />
          ) : null}
          <Textarea
            label={t('common:note')}
            value={answer.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
            autosize
            maxLength={2000}
          />
          <ProblemAlert error={send.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={send.isPending}>
              {t('links:accept')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
