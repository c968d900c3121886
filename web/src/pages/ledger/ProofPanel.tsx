// One question that the browser answers by itself: a field, a button, and the verdict with its steps.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canHash, parseNote } from '@/ledger/merkle'
import { number } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Finding } from './Finding'
import classes from './Ledger.module.css'
import { checkEvent, checkGrown, type Verdict } from './proofs'

type Question = 'event' | 'grown'

async function ask(question: Question, text: string): Promise<Verdict> {
  if (question === 'event') return checkEvent(text.trim())
  const note = parseNote(text)
  if (!note) throw new Error(`no note: ${text}`)
  return checkGrown(note)
}

export function ProofPanel({ question, given = '' }: { question: Question; given?: string }) {
  const { t } = useTranslation('ledger')
  const [text, setText] = useState(given)
  const check = useMutation({ mutationFn: () => ask(question, text) })
  const wrong = question === 'grown' && text.trim() !== '' && parseNote(text) === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wrong && text.trim()) check.mutate()
  }
  return (
    <Panel title={t(`${question}.title`)}>
      <Stack gap="sm">
        <Text size="sm">{t(`${question}.text`)}</Text>
        <form onSubmit={submit}>
          <Group align="flex-end" gap="sm">
            <TextInput
              classNames={{ input: classes.hash }}
              flex="1 1 14rem"
              label={t(`${question}.field`)}
              placeholder={t(`${question}.hint`)}
              value={text}
              error={wrong ? t('grown.form') : null}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={!canHash() || wrong} loading={check.isPending}>
              {t(`${question}.start`)}
            </Button>
          </Group>
        </form>
        {canHash() ? null : <Text size="sm">{t('insecure')}</Text>}
        <ProblemAlert error={check.error} />
        {check.data ? <Answer question={question} verdict={check.data} /> : null}
      </Stack>
    </Panel>
  )
}

function Answer({ question, verdict }: { question: Question; verdict: Verdict }) {
  const { t } = useTranslation('ledger')
  const texts = question === 'event' ? eventTexts : grownTexts
  const lines = verdict.steps.map((step) => {
    const { steps = 0, size = 0 } = step.values
    const key = texts[step.text] ?? 'event.path'
    return { good: step.good, text: t(key, { steps: number(steps), size: number(size) }) }
  })
  const size = number(verdict.steps[0]?.values.size ?? 0)
  return (
    <Finding
      good={verdict.good}
      title={t(verdict.good ? `${question}.good` : `${question}.bad`)}
      text={verdict.good ? undefined : question === 'event' ? t('event.badText') : t('grown.badText', { size })}
      lines={lines}
    />
  )
}

const eventTexts: Record<string, 'event.leaf' | 'event.path' | 'event.head'> = {
  leaf: 'event.leaf',
  path: 'event.path',
  head: 'event.head',
}
const grownTexts: Record<string, 'grown.root' | 'grown.path' | 'grown.now'> = {
  root: 'grown.root',
  path: 'grown.path',
  now: 'grown.now',
}
