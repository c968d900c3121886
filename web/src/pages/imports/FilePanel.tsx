// What is in the file, and the file: dropped, chosen or pasted.
import { Button, FileButton, Group, Paper, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import classes from './FilePanel.module.css'
import type { Unreadable } from './file'
import type { Kind } from './mapping'
import { readSource, type Source } from './send'

const kinds: Kind[] = ['units', 'products', 'locations', 'parties']

type Props = {
  kind: Kind
  onKind: (kind: Kind) => void
  source: Source | null
  onSource: (source: Source | null) => void
}

export function FilePanel({ kind, onKind, source, onSource }: Props) {
  const { t } = useTranslation('imports')
  const [wrong, setWrong] = useState<Unreadable | null>(null)
  const take = async (file: File | null | undefined) => {
    if (!file) return
    const read = await readSource(file)
    setWrong(typeof read === 'string' ? read : null)
    onSource(typeof read === 'string' ? null : read)
  }
  return (
    <Panel title={t('step.file')}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('kindName')}
          className={classes.kinds}
          value={kind}
          onChange={(value) => onKind(value as Kind)}
          data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        {source ? (
          <Chosen source={source} onOther={() => onSource(null)} />
        ) : (
          <DropZone onFile={(file) => void take(file)} />
        )}
        {wrong ? (
          <Text role="alert" size="sm" c="var(--mantine-color-red-text)">
            {t(`unreadable.${wrong}`)}
          </Text>
        ) : null}
      </Stack>
    </Panel>
  )
}

function Chosen({ source, onOther }: { source: Source; onOther: () => void }) {
  const { t } = useTranslation('imports')
  return (
    <Group justify="space-between">
      <Stack gap={0}>
        <Text fw={600}>{source.name}</Text>
        <Text size="sm" c="dimmed">
          {t('size', { kilobytes: number(Math.max(1, Math.round(source.size / 1024))) })}
          {source.converted ? ` · ${t('converted')}` : ''}
        </Text>
      </Stack>
      <Button variant="default" onClick={onOther}>
        {t('otherFile')}
      </Button>
    </Group>
  )
}

function DropZone({ onFile }: { onFile: (file: File | null) => void }) {
  const { t } = useTranslation('imports')
  const [over, setOver] = useState(false)
  const [pasting, setPasting] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0] ?? null)
  }
  return (
    <Stack gap="sm">
      <Paper
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileImport size={32} stroke={1.3} aria-hidden />
        <Text>{t('drop')}</Text>
        <Group gap="sm" justify="center">
          <FileButton onChange={onFile} accept=".csv,.tsv,.txt,text/csv,text/plain">
            {(props) => <Button {...props}>{t('choose')}</Button>}
          </FileButton>
          <Button variant="default" onClick={() => setPasting(!pasting)} aria-expanded={pasting}>
            {t('paste')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" ta="center">
          {t('dropHint')}
        </Text>
      </Paper>
      {pasting ? <Paste onFile={onFile} /> : null}
    </Stack>
  )
}

function Paste({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('imports')
  const [text, setText] = useState('')
  return (
    <Stack gap="xs" align="flex-start">
      <Textarea
        w="100%"
        autosize
        minRows={5}
        maxRows={14}
        classNames={{ input: classes.rows }}
        label={t('pasteLabel')}
        description={t('pasteHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button disabled={text.trim() === ''} onClick={() => onFile(new File([text], t('pasted'), { type: 'text/csv' }))}>
        {t('usePasted')}
      </Button>
    </Stack>
  )
}
