// Verify by scan: each label is read back with a scanner or the camera; what was wrong, and what is missing, is said at once.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { give } from '@/scan/feedback'
import { READ } from '@/scan/useShellScan'
import { Panel } from '@/ui/Panel'
import type { PrintJob, Reading } from '@/ui/print/printing'
import { problemText, showProblem } from '@/ui/showProblem'
import { actOn, jobQuery, readBack, toneOf } from './jobs'
import classes from './ReadBack.module.css'

const Camera = lazy(() => import('@/pages/scan/Camera'))
const SOUNDS = { good: 'good', info: 'told', bad: 'bad' } as const

type Shown = { reading: Reading } | { failed: string; code: string }

export function ReadBack({ job }: { job: PrintJob }) {
  const { t } = useTranslation('printing')
  const queries = useQueryClient()
  const [reading, setReading] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const [camera, setCamera] = useState(false)
  const row = useRef<Promise<unknown>>(Promise.resolve())
  const close = useMutation({
    mutationFn: () => actOn(job.id, 'close'),
    onError: showProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['print'] }),
  })
  const read = async (code: string) => {
    try {
      const answer = await readBack(job.id, code)
      give(SOUNDS[toneOf(answer.verdict)])
      setShown({ reading: answer })
      queries.setQueryData(jobQuery(job.id).queryKey, answer.job)
    } catch (error) {
      give('bad')
      setShown({ failed: problemText(error), code })
    }
  }
  // One after the other, in the order in which they were scanned.
  const scan = (code: string) => {
    row.current = row.current.then(() => read(code))
  }
  useScans(scan)
  const { right, wrong, missing } = job.read_back
  if (!reading) {
    return (
      <Panel title={t('verify')}>
        <Group justify="space-between">
          <Text size="sm" maw={640}>
            {t('verifyText')}
          </Text>
          <Button onClick={() => setReading(true)}>{t('startReading')}</Button>
        </Group>
      </Panel>
    )
  }
  return (
    <Panel title={t('verify')}>
      <Stack gap="sm" data-scans>
        {camera ? (
          <Suspense fallback={null}>
            <Camera onCode={scan} onClose={() => setCamera(false)} />
          </Suspense>
        ) : null}
        <Verdict shown={shown} />
        <Text role="status">{t('readSoFar', { right, wrong, missing })}</Text>
        <Group align="end" gap="xs">
          <CodeEntry onCode={scan} />
          <Button variant="default" aria-pressed={camera} onClick={() => setCamera(!camera)}>
            {t('camera')}
          </Button>
          {job.state === 'printed' ? (
            <Button loading={close.isPending} onClick={() => close.mutate()}>
              {missing > 0 ? t('closeMissing', { count: missing }) : t('closeJob')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Panel>
  )
}

/** What the scanner reads while this part is shown. */
function useScans(onScan: (code: string) => void) {
  const latest = useRef(onScan)
  latest.current = onScan
  useEffect(() => {
    const read = (event: Event) => {
      if (event instanceof CustomEvent && typeof event.detail === 'string') latest.current(event.detail)
    }
    window.addEventListener(READ, read)
    return () => window.removeEventListener(READ, read)
  }, [])
}

const PICTURES = { good: IconCheck, info: IconInfoCircle, bad: IconX }

/** Large enough to be read from two metres. */
function Verdict({ shown }: { shown: Shown | null }) {
  const { t } = useTranslation('printing')
  if (!shown) return <p className={classes.next}>{t('scanNow')}</p>
  const tone = 'reading' in shown ? toneOf(shown.reading.verdict) : 'bad'
  const Picture = 'reading' in shown ? PICTURES[tone] : IconAlertTriangle
  const code = 'reading' in shown ? shown.reading.code : shown.code
  return (
    <section className={classes.verdict} data-tone={tone} data-testid="read-back">
      <Picture size={64} stroke={2.2} aria-hidden />
      <div role="status">
        <div className={classes.headline}>
          {'reading' in shown ? t(`verdict.${shown.reading.verdict}`) : t('verdict.failed')}
        </div>
        <div className={classes.code}>{code}</div>
        <div>{'reading' in shown ? shown.reading.detail : shown.failed}</div>
      </div>
    </section>
  )
}

function CodeEntry({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation(['printing', 'common'])
  const [code, setCode] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '') return
    onCode(code.trim())
    setCode('')
  }
  return (
    <form onSubmit={send}>
      <TextInput
        label={t('printing:typed')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
      />
    </form>
  )
}
