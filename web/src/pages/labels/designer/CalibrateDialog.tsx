// Hold a ruler to the screen: from then on a millimetre is a millimetre, on this device.
import { Button, Group, Modal, NumberInput, Slider, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { factorFrom, pixels, screenFactor } from '@/designer/screen'
import { decimalSign, mmText } from '../format'
import classes from './Designer.module.css'

const LINE_MM = 60

export function CalibrateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['labels', 'common'])
  const [factor, setFactor] = useState(() => screenFactor.get())
  const [shown, setShown] = useState(factor) // what the line was drawn with when it was measured
  const [measured, setMeasured] = useState<number | string>('')
  const fine = (next: number) => {
    setFactor(next)
    setShown(next)
    setMeasured('')
  }
  const measure = (value: number | string) => {
    setMeasured(value)
    setFactor(factorFrom(LINE_MM, Number(value), shown) ?? factor)
  }
  const save = () => {
    screenFactor.set(factor)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('labels:calibrate')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm">{t('labels:calibrateText', { length: mmText(LINE_MM) })}</Text>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard */}
        <section className={classes.ruleFrame} tabIndex={0} aria-label={t('labels:line')}>
          <div
            className={classes.rule}
            style={{ width: pixels(LINE_MM, measured === '' ? factor : shown) }}
            data-testid="rule"
          />
        </section>
        <NumberInput
          label={t('labels:measured')}
          suffix=" mm"
          min={20}
          max={200}
          decimalScale={1}
          decimalSeparator={decimalSign()}
          value={measured}
          onChange={measure}
          data-autofocus
        />
        <div>
          <Text size="sm" id="fine-tuning">
            {t('labels:fineTuning')}
          </Text>
          <Slider
            thumbLabel={t('labels:fineTuning')}
            min={0.5}
            max={2}
            step={0.005}
            label={(value) => `${Math.round(value * 1000) / 10} %`}
            value={factor}
            onChange={fine}
          />
        </div>
        <Group justify="space-between">
          <Button variant="subtle" onClick={() => fine(1)}>
            {t('labels:uncalibrated')}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button onClick={save}>{t('common:save')}</Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}
