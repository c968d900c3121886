// Inside the global box: what the server knows of the text, and the pages that are called so. Arrows choose, Enter opens.
import { Loader, Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainCode, readCode, wholeCode } from '@/scan/code'
import { useScanFrame } from '@/scan/settings'
import { useWedge } from '@/scan/useWedge'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useWords } from '@/ui/words'
import { CodeSays } from './CodeSays'
import { find, isDoubtful, meant, NOTHING } from './find'
import { type Found, toPages } from './found'
import classes from './GlobalBox.module.css'
import { useMay } from './session'

/** scanned: as it was read; looked up at once, and opened when it means one thing. */
type Props = { scanned?: string; onClose: () => void }

export default function GlobalSearch({ scanned, onClose }: Props) {
  const { t } = useTranslation('shell')
  return (
    <Modal.Root opened onClose={onClose} size="lg" yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('box.open')}>
        <Modal.Body p={0}>
          <Search scanned={scanned} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Search({ scanned = '', onClose }: Props) {
  const { t } = useTranslation('shell')
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [read, setRead] = useState(() => readCode(scanned))
  const [text, setText] = useState(() => plainCode(read))
  const [at, setAt] = useState(0)
  // What was scanned says more than what is shown of it; what is typed is what it is.
  const code = text.trim()
  const meaning = code === plainCode(read) ? read : readCode(code)
  const whole = wholeCode(meaning)
  const [asked] = useDebouncedValue(whole, 120)
  const current = asked === whole
  const looked = useQuery({
    queryKey: ['find', asked],
    queryFn: () => find(readCode(asked)),
    enabled: asked !== '',
    retry: false,
  })
  const answer = (current && looked.data) || NOTHING
  const pages = toPages(code, (name) => t(`nav.${name}`), may)
  const all = [...answer.found, ...pages]

  const open = (one: Found | undefined) => {
    if (!one) return
    onClose()
    void navigate({ to: one.to })
  }
  const scan = (raw: string) => {
    const next = readCode(raw)
    setRead(next)
    setText(plainCode(next))
    setAt(0)
    find(next)
      .then((now) => open(meant(now)))
      .catch(() => undefined) // the query below says it
  }
  useWedge({ ...useScanFrame(), fields: true, onScan: scan })
  // A hand may be faster than the answer: then that for the whole text is waited for.
  const enter = async () => {
    if (looked.data && current) return open(all[at])
    const now = await find(meaning).catch(() => NOTHING)
    if (!isDoubtful(now)) open(now.found[0] ?? pages[0])
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was scanned
  useEffect(() => {
    if (scanned !== '') scan(scanned)
  }, [])
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && all.length > 0) setAt((at + step + all.length) % all.length)
    else if (event.key === 'Enter' && code !== '') void enter()
    else return
    event.preventDefault()
  }
  return (
    <search onKeyDown={keys}>
      <TextInput
        data-autofocus
        size="lg"
        classNames={{ input: classes.input }}
        placeholder={t('box.placeholder')}
        aria-label={t('box.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        rightSection={looked.isFetching ? <Loader size="xs" /> : null}
      />
      <div className={classes.list}>
        <div role="listbox" aria-label={t('box.open')} hidden={all.length === 0}>
          {all.map((one, index) => (
            <UnstyledButton
              key={one.to}
              role="option"
              aria-selected={index === at}
              className={classes.item}
              onClick={() => open(one)}
              onMouseMove={() => setAt(index)}
            >
              <one.icon size={18} stroke={1.6} aria-hidden />
              <Text span ff={one.mono ? 'monospace' : undefined} truncate>
                {one.title}
              </Text>
              <Text span size="sm" c="dimmed" ml="auto" truncate>
                {one.status ? words.status(one.status) : one.text}
              </Text>
            </UnstyledButton>
          ))}
        </div>
        {code === '' ? (
          <Text size="sm" c="dimmed" p="xs">
            {t('box.hint')}
          </Text>
        ) : null}
        {answer.scan ? <CodeSays scan={answer.scan} code={code} alone={all.length === 0} /> : null}
        {looked.error && current ? <ProblemAlert error={looked.error} /> : null}
      </div>
    </search>
  )
}
