// Choose a size and a symbol, look at the label, print. `things` may be many: one label each.
import { Button, Group, Modal, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsQuery } from '@/app/company'
import classes from './LabelDialog.module.css'
import { LabelFace } from './LabelFace'
import { LabelSheets } from './LabelSheets'
import { labelOf, labelSizes, type SymbolKind, sizeOf, type Thing } from './label'

const STORED = 'serno-label'
const AT_ONCE = 1000

type Choice = { size: string; symbol: SymbolKind }

/** What was chosen in this browser last; null: nothing yet. */
function remembered(): Choice | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null')
    if (stored && typeof stored === 'object' && 'size' in stored && 'symbol' in stored) return stored as Choice
  } catch {
    // Not ours, or broken: as if there were none.
  }
  return null
}

type Props = { things: Thing[]; onClose: () => void; onPrinted?: () => void }

export default function LabelDialog({ things, onClose, onPrinted }: Props) {
  const { t } = useTranslation(['label', 'common'])
  const company = useQuery(settingsQuery).data
  const [chosen, setChosen] = useState(remembered)
  const choice = chosen ?? { size: company?.label_size ?? '50x25', symbol: 'datamatrix' }
  const [copies, setCopies] = useState(1)
  const size = sizeOf(choice.size)
  const shown = things.slice(0, AT_ONCE)
  const labels = useMemo(
    () => shown.flatMap((thing) => Array.from({ length: copies }, () => labelOf(thing, choice.symbol))),
    [shown, choice.symbol, copies],
  )
  const change = (part: Partial<Choice>) => {
    const next = { ...choice, ...part }
    setChosen(next)
    localStorage.setItem(STORED, JSON.stringify(next))
  }
  const print = () => {
    window.print()
    onPrinted?.()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('label:title', { count: things.length })}
      size="lg"
    >
      <Stack>
        <Group grow align="end">
          <Select
            label={t('label:size')}
            data={labelSizes.map(({ id }) => ({ value: id, label: t(`label:sizes.${id}` as 'label:sizes.50x25') }))}
            value={size.id}
            onChange={(id) => id && change({ size: id })}
            allowDeselect={false}
          />
          <NumberInput
            label={t('label:copies')}
            min={1}
            max={20}
            value={copies}
            onChange={(value) => setCopies(Math.min(20, Math.max(1, Number(value) || 1)))}
          />
        </Group>
        <SegmentedControl
          aria-label={t('label:symbol')}
          data={[
            { value: 'datamatrix', label: t('label:symbols.datamatrix') },
            { value: 'qrcode', label: t('label:symbols.qrcode') },
            { value: 'code128', label: t('label:symbols.code128') },
          ]}
          value={choice.symbol}
          onChange={(symbol) => change({ symbol: symbol as SymbolKind })}
        />
        <div className={classes.preview}>
          {labels[0] ? (
            <div className={classes.paper}>
              <LabelFace label={labels[0]} size={size} />
            </div>
          ) : null}
        </div>
        <Text size="sm" c="dimmed">
          {things.length > AT_ONCE ? t('label:many', { count: AT_ONCE }) : t('label:hint')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          <Button leftSection={<IconPrinter size={16} />} onClick={print} data-autofocus>
            {t('common:print')}
          </Button>
        </Group>
      </Stack>
      <LabelSheets labels={labels} size={size} />
    </Modal>
  )
}
