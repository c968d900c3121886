// What can be done about one scan: choose the unit that was meant, do what is allowed instead, undo, send again, settle.
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconExternalLink, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { retry } from '@/queue'
import type { Line } from '@/scan/lines'
import { setMode } from '@/scan/setup'
import { StatusBadge } from '@/ui/Badges'
import { byLikelihood } from '@/ui/command/offered'
import { useWords } from '@/ui/words'
import { useAtDesk } from './AtDesk'
import classes from './LineActions.module.css'
import { PrintReceived } from './PrintReceived'
import type { Verdict } from './verdict'

const NewProduct = lazy(() => import('./NewProduct'))

const INSTEAD_SHOWN = 4

type Props = { line: Line; verdict: Verdict; undoable: boolean }

export function LineActions({ line, verdict, undoable }: Props) {
  const { t } = useTranslation('scan')
  const { desk } = useAtDesk()
  const { entry } = line
  const refused = entry?.state === 'refused'
  return (
    <Stack gap={6}>
      {verdict.choices ? <Choices line={line} choices={verdict.choices} /> : null}
      <Group gap={6} className={classes.row}>
        {refused && verdict.allowed?.length ? <Instead line={line} allowed={verdict.allowed} /> : null}
        {verdict.offer?.length ? (
          <Offers line={line} verdict={verdict} />
        ) : verdict.could?.includes('receive') && line.mode !== 'receive' && !verdict.facts?.read.problem ? (
          <ReceiveIt code={verdict.whole ?? line.code} />
        ) : null}
        {verdict.newGtin ? (
          <Suspense fallback={null}>
            <NewProduct gtin={verdict.newGtin} code={verdict.whole ?? line.code} />
          </Suspense>
        ) : null}
        <PrintReceived entry={entry} />
        {entry && undoable ? (
          <Button variant="default" leftSection={<IconArrowBackUp size={18} />} onClick={() => void desk.undo(entry)}>
            {t('do.undo')}
          </Button>
        ) : null}
        {refused ? (
          <>
            <Button variant="default" leftSection={<IconRefresh size={18} />} onClick={() => void retry(entry.id)}>
              {t('do.retry')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconCheck size={18} />}
              onClick={() => void desk.dismiss(entry, t('dismissReason'))}
            >
              {t('do.dismiss')}
            </Button>
          </>
        ) : null}
        {verdict.unitId !== undefined ? (
          <Button
            variant="default"
            leftSection={<IconExternalLink size={18} />}
            aria-label={t('do.openUnitOf', { code: line.code })}
            renderRoot={(props) => <Link to="/units/$id" params={{ id: String(verdict.unitId) }} {...props} />}
          >
            {t('do.openUnit')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}

/** Several units bear the number. */
function Choices({ line, choices }: { line: Line; choices: NonNullable<Verdict['choices']> }) {
  const { desk, openUnit } = useAtDesk()
  const { entry } = line
  return (
    <Stack gap={6}>
      {choices.map((unit) => (
        <Button
          key={unit.id}
          variant="default"
          size="lg"
          justify="space-between"
          className={classes.choice}
          rightSection={<StatusBadge status={unit.status} />}
          onClick={() => (entry ? void desk.choose(entry, unit) : openUnit(unit.id))}
        >
          <Text span truncate>
            {unit.product_name} <Text span ff="monospace" size="sm">{`${unit.product} ${unit.serial}`}</Text>
          </Text>
        </Button>
      ))}
    </Stack>
  )
}

function Instead({ line, allowed }: { line: Line; allowed: string[] }) {
  const words = useWords()
  const { instead } = useAtDesk()
  const { entry } = line
  if (!entry) return null
  return byLikelihood(allowed)
    .slice(0, INSTEAD_SHOWN)
    .map((command) => (
      <Button key={command} variant="white" className={classes.instead} onClick={() => instead(entry, command)}>
        {words.command(command)}
      </Button>
    ))
}

/** By one touch, with all that the code says, into the place where things are received. */
function Offers({ line, verdict }: Pick<Props, 'line' | 'verdict'>) {
  const words = useWords()
  const { desk } = useAtDesk()
  return verdict.offer?.map((offer) => (
    <Button key={offer.command} onClick={() => void desk.take(offer, verdict.whole ?? line.code)}>
      {words.command(offer.command)}
    </Button>
  ))
}

function ReceiveIt({ code }: { code: string }) {
  const { t } = useTranslation('scan')
  const { desk, modes } = useAtDesk()
  if (!modes.some((mode) => mode.name === 'receive')) return null
  const receive = () => {
    setMode('receive')
    void desk.scan(code)
  }
  return <Button onClick={receive}>{t('do.receiveIt')}</Button>
}
