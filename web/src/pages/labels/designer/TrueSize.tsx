// The label as it will be, as large as it will be: of an example or of a real thing, for the printer's resolution; and its ZPL.
import { Button, Group, Select, Text } from '@mantine/core'
import { IconCode, IconRuler2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Doc } from '@/designer/editor'
import { pixels, screenFactor } from '@/designer/screen'
import { useStored } from '@/scan/stored'
import { Panel } from '@/ui/Panel'
import { mmText } from '../format'
import type { Dpi, Subject } from '../labels'
import { CalibrateDialog } from './CalibrateDialog'
import classes from './Designer.module.css'
import { SubjectInput } from './SubjectInput'
import type { Drawn } from './useLivePreview'
import { ZplDialog } from './ZplDialog'

type Props = {
  doc: Doc
  drawn: Drawn | null
  dpi: Dpi
  onDpi: (dpi: Dpi) => void
  subject: Subject
  onSubject: (subject: Subject) => void
}

export const dpis: Dpi[] = [203, 300, 600]

export function TrueSize({ doc, drawn, dpi, onDpi, subject, onSubject }: Props) {
  const { t } = useTranslation('labels')
  const factor = useStored(screenFactor)
  const [open, setOpen] = useState<'ruler' | 'zpl' | null>(null)
  const size = t('size', { width: mmText(doc.width), height: mmText(doc.height) })
  return (
    <Panel
      title={t('trueSize')}
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRuler2 size={16} aria-hidden />}
            onClick={() => setOpen('ruler')}
          >
            {t('calibrate')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCode size={16} aria-hidden />}
            onClick={() => setOpen('zpl')}
          >
            ZPL
          </Button>
        </Group>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard */}
      <section className={classes.realFrame} tabIndex={0} aria-label={t('trueSize')}>
        {drawn ? (
          <img
            className={classes.real}
            src={drawn.url}
            alt={t('pictureOf', { name: doc.name })}
            width={pixels(drawn.doc.width, factor)}
            height={pixels(drawn.doc.height, factor)}
          />
        ) : null}
      </section>
      <Text size="xs" c="dimmed" mt={4}>
        {size}
      </Text>
      <Group mt="sm" align="end">
        <SubjectInput target={doc.for} onSubject={onSubject} />
        <Select
          label={t('dpi')}
          w={130}
          allowDeselect={false}
          data={dpis.map((value) => ({ value: String(value), label: `${value} dpi` }))}
          value={String(dpi)}
          onChange={(value) => value && onDpi(Number(value) as Dpi)}
        />
      </Group>
      {open === 'ruler' ? <CalibrateDialog onClose={() => setOpen(null)} /> : null}
      {open === 'zpl' ? <ZplDialog doc={doc} dpi={dpi} subject={subject} onClose={() => setOpen(null)} /> : null}
    </Panel>
  )
}
