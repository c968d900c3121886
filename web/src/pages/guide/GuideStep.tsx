// Which form belongs to which step, and what is said of a step that is over.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mono } from '@/ui/Texts'
import { LabelStep } from './LabelStep'
import { NumberingStep } from './NumberingStep'
import { PlaceStep } from './PlaceStep'
import { ProductStep } from './ProductStep'
import type { Step } from './progress'
import { ReceiptStep } from './ReceiptStep'
import { ScanStep } from './ScanStep'
import { StepFrame } from './StepFrame'
import type { GuideFacts } from './useFacts'

type Props = {
  step: Step
  number: number
  facts: GuideFacts
  open: boolean
  onOpen: () => void
  onDone: () => void
}

export function GuideStep({ step, number, facts, open, onOpen }: Props) {
  return (
    <StepFrame
      step={step}
      number={number}
      done={facts.done.has(step)}
      open={open}
      onOpen={onOpen}
      summary={facts.done.has(step) ? summaryOf(step, facts) : null}
    >
      {formOf(step, facts)}
    </StepFrame>
  )
}

function formOf(step: Step, { place, product, units }: GuideFacts): ReactNode {
  switch (step) {
    case 'location':
      return <PlaceStep />
    case 'product':
      return <ProductStep />
    case 'numbering':
      return product ? <NumberingStep product={product} /> : <Before />
    case 'receipt':
      return product && place ? <ReceiptStep product={product} place={place} /> : <Before />
    case 'label':
      return units.length > 0 ? <LabelStep units={units} /> : <Before />
    case 'scan':
      return <ScanStep example={units[0]?.serial} />
  }
}

function Before() {
  const { t } = useTranslation('guide')
  return <Text c="dimmed">{t('before')}</Text>
}

function summaryOf(step: Step, { place, product, units }: GuideFacts): ReactNode {
  const said: Partial<Record<Step, string>> = {
    location: place?.code,
    product: product?.sku,
    numbering: product?.serial_format,
    receipt: units.map((unit) => unit.serial).join(', '),
  }
  return said[step] ? <Mono>{said[step]}</Mono> : null
}
