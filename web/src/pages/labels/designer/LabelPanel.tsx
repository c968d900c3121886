// The label itself: its name, its size, and the sheet that it stands on.
import { NumberInput, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { type Complaint, sheetNeeds } from '@/designer/problems'
import type { Sheet } from '@/designer/template'
import { Panel } from '@/ui/Panel'
import { decimalSign, mmText } from '../format'
import classes from './Designer.module.css'
import type { Desk } from './useDesigner'

const A4: Sheet = { layout: 'sheet', width: 210, height: 297, left: 0, top: 0, columns: 1, rows: 1, gap_x: 0, gap_y: 0 }
const lengths = ['width', 'height', 'left', 'top', 'gap_x', 'gap_y'] as const
const counts = ['columns', 'rows'] as const

type Props = { desk: Desk; complaint: Complaint | null }

export function LabelPanel({ desk, complaint }: Props) {
  const { t } = useTranslation(['labels', 'common'])
  const { doc } = desk.editor
  const { act, fixed } = desk
  const sheet = doc.page?.layout === 'sheet' ? doc.page : null
  const said = (member: string) => (complaint?.id === null && complaint.member === member ? complaint.says : undefined)
  const length = (member: 'width' | 'height') => (
    <Measure
      label={t(`labels:label.${member}`)}
      value={doc[member]}
      least={5}
      fixed={fixed}
      error={said(member)}
      onChange={(value) => act((state) => ed.setLabel(state, { [member]: value }))}
    />
  )
  return (
    <Panel title={t('labels:one')}>
      <div className={classes.pair}>
        <TextInput
          className={classes.wide}
          label={t('common:name')}
          maxLength={80}
          required
          readOnly={fixed}
          error={said('name')}
          value={doc.name}
          onChange={(event) => {
            const name = event.currentTarget.value
            act((state) => ed.setLabel(state, { name }))
          }}
        />
        <Text size="sm" className={classes.wide} c="dimmed">
          {t(`labels:isFor.${doc.for}`)}
        </Text>
        {length('width')}
        {length('height')}
        <Switch
          className={classes.wide}
          label={t('labels:onSheet')}
          checked={sheet !== null}
          disabled={fixed}
          onChange={(event) => {
            const page = event.currentTarget.checked ? A4 : null
            act((state) => ed.setLabel(state, { page }))
          }}
        />
        {sheet ? <SheetFields desk={desk} sheet={sheet} said={said} /> : null}
      </div>
    </Panel>
  )
}

type SheetProps = { desk: Desk; sheet: Sheet; said: (member: string) => string | undefined }

function SheetFields({ desk: { editor, act, fixed }, sheet, said }: SheetProps) {
  const { t } = useTranslation('labels')
  const needs = sheetNeeds(editor.doc, sheet)
  const set = (member: keyof Sheet) => (value: number) =>
    act((state) => ed.setLabel(state, { page: { ...sheet, [member]: value } }))
  const over = needs.width > sheet.width + 0.01 || needs.height > sheet.height + 0.01
  const sizes = {
    needs: `${mmText(needs.width)} × ${mmText(needs.height)} mm`,
    has: `${mmText(sheet.width)} × ${mmText(sheet.height)} mm`,
  }
  return (
    <>
      {[...lengths.slice(0, 2), ...counts, ...lengths.slice(2)].map((member) => (
        <Measure
          key={member}
          label={t(`sheet.${member}`)}
          value={sheet[member] ?? 0}
          least={member === 'columns' || member === 'rows' ? 1 : 0}
          whole={member === 'columns' || member === 'rows'}
          fixed={fixed}
          error={said(`page.${member}`)}
          onChange={set(member)}
        />
      ))}
      <Text
        size="sm"
        className={over ? `${classes.wide} ${classes.wrong}` : classes.wide}
        c={over ? undefined : 'dimmed'}
      >
        {t(over ? 'sheetOver' : 'sheetFits', { ...sizes, count: sheet.columns * sheet.rows })}
      </Text>
    </>
  )
}

type MeasureProps = {
  label: string
  value: number
  least: number
  whole?: boolean
  fixed: boolean
  error: string | undefined
  onChange: (value: number) => void
}

function Measure({ label, value, least, whole, fixed, error, onChange }: MeasureProps) {
  return (
    <NumberInput
      label={label}
      suffix={whole ? undefined : ' mm'}
      min={least}
      max={whole ? 100 : 500}
      step={whole ? 1 : 0.5}
      allowDecimal={!whole}
      decimalScale={2}
      decimalSeparator={decimalSign()}
      readOnly={fixed}
      error={error}
      value={value}
      onChange={(next) => typeof next === 'number' && next >= least && onChange(next)}
    />
  )
}
