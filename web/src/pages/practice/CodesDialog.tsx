// All codes of a lesson, large enough to be scanned off the screen.
import { Alert, Button, Group, Modal, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Stored, useStored } from '@/scan/stored'
import { Mono } from '@/ui/Texts'
import { cardsOf, type Lesson, type lessons } from './lessons'
import classes from './Practice.module.css'
import type { SymbolKind } from './symbol'

const CodeCard = lazy(() => import('./CodeCard'))

const symbols: SymbolKind[] = ['datamatrix', 'qrcode', 'code128']
const wanted = new Stored<SymbolKind>(
  'serno-practice-symbol',
  (stored) => symbols.find((one) => one === stored) ?? 'datamatrix',
)

type Props = { mode: (typeof lessons)[number]['mode']; lesson: Lesson; onStart: () => void; onClose: () => void }

export function CodesDialog({ mode, lesson, onStart, onClose }: Props) {
  const { t } = useTranslation(['practice', 'scan', 'common'])
  const symbol = useStored(wanted)
  const cards = cardsOf(mode, lesson)
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('practice:codesOf', { mode: t(`scan:mode.${mode}`) })}
      size="xl"
    >
      <Stack>
        <Text>{t(`practice:lesson.${mode}`)}</Text>
        {lesson.missing ? (
          <Alert variant="outline" color="amber">
            {t('practice:missing')} <Mono fw={600}>{lesson.missing}</Mono>
          </Alert>
        ) : null}
        <SegmentedControl
          aria-label={t('practice:symbol')}
          value={symbol}
          onChange={(next) => wanted.set(next as SymbolKind)}
          data={symbols.map((value) => ({ value, label: t(`practice:symbols.${value}`) }))}
        />
        <div className={classes.codes}>
          {cards.map((card) => (
            <Suspense key={`${card.kind} ${card.code}`} fallback={<Skeleton height={140} />}>
              <CodeCard card={card} symbol={symbol} />
            </Suspense>
          ))}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          <Button leftSection={<IconScan size={16} aria-hidden />} onClick={onStart}>
            {t('practice:open')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
