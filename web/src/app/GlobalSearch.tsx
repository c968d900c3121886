// Inside the global box: what the server knows of the text, and the pages that are called so. Arrows choose, Enter opens.
import { Loader, Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useWords } from '@/ui/words'
import { type Found, fromProducts, fromScan, fromUnits, toPages } from './found'
import classes from './GlobalBox.module.css'
import { useMay } from './session'

const NOTHING = { found: [] as Found[], could: [] as string[] }

async function look(text: string) {
  const [scan, units, products] = await Promise.all([
    unwrap(api.GET('/v1/scan', { params: { query: { code: text } } })),
    unwrap(api.GET('/v1/units', { params: { query: { serial_prefix: text, limit: 5 } } })),
    unwrap(api.GET('/v1/products', { params: { query: { q: text, limit: 5 } } })),
  ])
  const found = [...fromScan(scan), ...fromUnits(units.items), ...fromProducts(products.items)]
  return {
    found: found.filter((one, at) => found.findIndex((other) => other.to === one.to) === at),
    could: scan.could ?? [],
  }
}

/** scanned: a code that is looked up at once, and opened when it means one thing. */
type Props = { scanned?: string; onClose: () => void }

export default function GlobalSearch({ scanned, onClose }: Props) {
  const { t } = useTranslation('shell')
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="10vh"
      aria-label={t('box.open')}
    >
      <Search scanned={scanned} onClose={onClose} />
    </Modal>
  )
}

function Search({ scanned = '', onClose }: Props) {
  const { t } = useTranslation('shell')
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [text, setText] = useState(scanned)
  const [at, setAt] = useState(0)
  const code = text.trim()
  const [asked] = useDebouncedValue(code, 120)
  const looked = useQuery({
    queryKey: ['find', asked],
    queryFn: () => look(asked),
    enabled: asked !== '',
    retry: false,
  })
  const { found, could } = (asked === code && looked.data) || NOTHING
  const pages = toPages(code, (name) => t(`nav.${name}`), may)
  const all = [...found, ...pages]

  const open = (one: Found | undefined) => {
    if (!one) return
    onClose()
    void navigate({ to: one.to })
  }
  // A scanner sends Enter at once: then the answer for the whole text is waited for.
  const enter = async () => {
    if (looked.data && asked === code) return open(all[at])
    const now = await look(code).catch(() => NOTHING)
    open(now.found[0] ?? pages[0])
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was scanned
  useEffect(() => {
    if (scanned === '') return
    look(scanned)
      .then(({ found: [only, ...others] }) => only && others.length === 0 && open(only))
      .catch(() => undefined)
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
      <div className={classes.list} role="listbox" aria-label={t('box.open')}>
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
        {code === '' ? (
          <Text size="sm" c="dimmed" p="xs">
            {t('box.hint')}
          </Text>
        ) : null}
        {looked.data && asked === code && all.length === 0 ? (
          <Text size="sm" p="xs" role="status">
            {t('box.unknown', { code })}{' '}
            {could.length > 0 ? t('box.could', { commands: could.map(words.command).join(', ') }) : null}
          </Text>
        ) : null}
        {looked.error && asked === code ? <ProblemAlert error={looked.error} /> : null}
      </div>
    </search>
  )
}
