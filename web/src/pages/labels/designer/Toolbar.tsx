// What can be done with the label and with what is chosen of it.
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopyPlus,
  IconMagnet,
  IconMagnetOff,
  IconPlus,
  IconTrash,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { kinds } from '@/designer/template'
import { number } from '@/ui/format'
import { fieldsQuery } from '../labels'
import { Arrange } from './Arrange'
import classes from './Designer.module.css'
import type { Desk, SnapSetting } from './useDesigner'

type Props = {
  desk: Desk
  zoom: number
  onZoom: (zoom: number) => void
  snap: SnapSetting
  onSnap: (snap: SnapSetting) => void
}

type ToolProps = { name: string; picture: Icon; onClick: () => void; disabled?: boolean; pressed?: boolean }

export function Tool({ name, picture: Picture, onClick, disabled, pressed }: ToolProps) {
  return (
    <ActionIcon
      variant={pressed ? 'light' : 'default'}
      size="lg"
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Picture size={18} />
    </ActionIcon>
  )
}

export function Toolbar({ desk, zoom, onZoom, snap, onSnap }: Props) {
  const { t } = useTranslation('labels')
  const { editor, act, fixed } = desk
  const none = editor.chosen.length === 0
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('tools')}>
      {fixed ? null : (
        <>
          <AddMenu desk={desk} />
          <Tool
            name={t('undo')}
            picture={IconArrowBackUp}
            disabled={editor.past.length === 0}
            onClick={() => act(ed.undo)}
          />
          <Tool
            name={t('redo')}
            picture={IconArrowForwardUp}
            disabled={editor.future.length === 0}
            onClick={() => act(ed.redo)}
          />
          <Tool name={t('duplicate')} picture={IconCopyPlus} disabled={none} onClick={() => act(ed.duplicate)} />
          <Tool name={t('remove')} picture={IconTrash} disabled={none} onClick={() => act(ed.remove)} />
          <Arrange desk={desk} />
          <Tool
            name={t('snap')}
            picture={snap.on ? IconMagnet : IconMagnetOff}
            pressed={snap.on}
            onClick={() => onSnap({ ...snap, on: !snap.on })}
          />
        </>
      )}
      <span className={classes.spring} />
      <Zoom zoom={zoom} onZoom={onZoom} />
    </div>
  )
}

const STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12]

function Zoom({ zoom, onZoom }: Pick<Props, 'zoom' | 'onZoom'>) {
  const { t } = useTranslation('labels')
  const larger = STEPS.find((step) => step > zoom)
  const smaller = STEPS.findLast((step) => step < zoom)
  return (
    <>
      <Tool name={t('smaller')} picture={IconZoomOut} disabled={!smaller} onClick={() => smaller && onZoom(smaller)} />
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.zoom}
        title={t('trueSize')}
        onClick={() => onZoom(1)}
      >
        {number(Math.round(zoom * 100))} %
      </Button>
      <Tool name={t('larger')} picture={IconZoomIn} disabled={!larger} onClick={() => larger && onZoom(larger)} />
    </>
  )
}

/** Elements, and the fields that such a thing has, each as a text of its own. */
function AddMenu({ desk: { editor, act } }: { desk: Desk }) {
  const { t } = useTranslation('labels')
  const { data: fields } = useQuery(fieldsQuery(editor.doc.for))
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />}>{t('add')}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => act((state) => ed.add(state, kind))}>
            {t(`kind.${kind}`)}
          </Menu.Item>
        ))}
        {fields?.length ? <Menu.Label>{t('fields')}</Menu.Label> : null}
        {fields?.map((name) => (
          <Menu.Item
            key={name}
            ff="monospace"
            onClick={() => act((state) => ed.add(state, 'text', { content: `{${name}}` }))}
          >
            {`{${name}}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
