// A pasted list: many units in one command. What is found in it is shown before anything is done; what was refused stays here.
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scan } from '@/queue'
import { onVerdict } from '@/queue'
import { type Context, commandOf, type Mode, missing } from '@/scan/modes'
import { LIST_MAX, readList } from '@/scan/ranges'
import { RefusedRows } from '@/ui/command/RefusedRows'
import { number } from '@/ui/format'
import { useWords } from '@/ui/words'
import { useAtDesk } from './AtDesk'
import { bulkOf } from './bulk'
import { PrintReceived } from './PrintReceived'
import { slotNames } from './slotNames'
import { useMayCommands } from './useScanDesk'

const EXAMPLES = 3

type Props = { mode: Mode; context: Context; onClose: () => void }

export default function BulkDialog({ mode, context, onClose }: Props) {
  const { t } = useTranslation(['scan', 'common'])
  const [given, setGiven] = useState<{ entry: Scan; codes: string[] } | null>(null)
  useEffect(
    () =>
      onVerdict((entry) => {
        setGiven((now) => (now?.entry.id === entry.id ? { ...now, entry } : now))
      }),
    [],
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t(`scan:mode.${mode.name}`)}: ${t('scan:bulk.title')}`}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {given ? (
        <Outcome entry={given.entry} codes={given.codes} onAgain={() => setGiven(null)} onClose={onClose} />
      ) : (
        <List mode={mode} context={context} onGiven={(entry, codes) => setGiven({ entry, codes })} />
      )}
    </Modal>
  )
}

function List({
  mode,
  context,
  onGiven,
}: Omit<Props, 'onClose'> & { onGiven: (entry: Scan, codes: string[]) => void }) {
  const { t } = useTranslation(['scan', 'common'])
  const words = useWords()
  const may = useMayCommands()
  const { desk } = useAtDesk()
  const [text, setText] = useState('')
  const [partial, setPartial] = useState('partial')
  const list = useMemo(() => readList(text), [text])
  const command = commandOf(mode, may)
  const lacks =
    missing(mode, context) ?? (mode.name === 'receive' && !context.product ? (['product'] as const) : undefined)
  const count = list.codes.length
  const give = async () => {
    if (!command) return
    onGiven(await desk.bulk(bulkOf(mode, command, context, list.codes, partial === 'partial')), list.codes)
  }
  return (
    <Stack data-wedge="field">
      <Textarea
        label={t('scan:bulk.label')}
        description={t('scan:bulk.hint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={10}
        ff="monospace"
        data-autofocus
        spellCheck={false}
      />
      <div role="status">
        <Text fw={600}>{t('scan:bulk.found', { count })}</Text>
        {list.repeated.length > 0 ? (
          <Text size="sm">
            {t('scan:bulk.repeated', {
              count: list.repeated.length,
              examples: list.repeated.slice(0, EXAMPLES).join(', '),
            })}
          </Text>
        ) : null}
        {list.unclear.length > 0 ? (
          <Text size="sm">{t('scan:bulk.unclear', { examples: list.unclear.slice(0, EXAMPLES).join(', ') })}</Text>
        ) : null}
        {list.over ? <Text size="sm">{t('scan:bulk.over', { most: number(LIST_MAX) })}</Text> : null}
        {lacks ? <Text size="sm">{t('scan:bulk.needs', { slots: slotNames(t as never, lacks) })}</Text> : null}
      </div>
      <SegmentedControl
        aria-label={t('scan:bulk.partial')}
        value={partial}
        onChange={setPartial}
        data={[
          { value: 'partial', label: t('scan:bulk.partialYes') },
          { value: 'all', label: t('scan:bulk.partialNo') },
        ]}
      />
      <Button size="lg" disabled={count === 0 || Boolean(lacks) || !command} onClick={() => void give()}>
        {t('scan:bulk.submit', { command: words.command(command ?? ''), count })}
      </Button>
    </Stack>
  )
}

type OutcomeProps = { entry: Scan; codes: string[]; onAgain: () => void; onClose: () => void }

function Outcome({ entry, codes, onAgain, onClose }: OutcomeProps) {
  const { t } = useTranslation(['scan', 'common'])
  const units = useMemo(() => codes.map((serial) => ({ serial, product: '' })), [codes])
  const { answer, problem } = entry
  const rows = answer?.refused ?? (problem?.errors?.flatMap((row) => ('code' in row ? [row] : [])) || [])
  const done = t('scan:bulk.done', { units: t('common:units', { count: answer?.units ?? 0 }) })
  return (
    <Stack>
      {problem ? (
        <Alert color="red" variant="outline" role="alert" title={t('scan:bulk.nothing')}>
          {problem.detail}
        </Alert>
      ) : (
        <Alert color={rows.length > 0 ? 'amber' : 'harbour'} variant="outline" role="status">
          {answer ? done : t('scan:bulk.waiting')}
        </Alert>
      )}
      {rows.length > 0 ? (
        <>
          <Text>{t('scan:bulk.refused', { count: rows.length })}</Text>
          <RefusedRows rows={rows} units={units} />
        </>
      ) : null}
      <Group justify="flex-end">
        <PrintReceived entry={entry} />
        <Button variant="default" onClick={onAgain}>
          {t('scan:bulk.again')}
        </Button>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </Group>
    </Stack>
  )
}
