// All elements by name, the uppermost first: to find what lies below others, and to choose several.
import { Checkbox, Text, UnstyledButton } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconLetterT,
  IconLine,
  IconPhoto,
  IconQrcode,
  IconRectangle,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { type Complaint, doubtOf } from '@/designer/problems'
import type { Kind } from '@/designer/template'
import { Panel } from '@/ui/Panel'
import classes from './Designer.module.css'
import type { Desk } from './useDesigner'
import { useElementName } from './useElementName'

const pictures: Record<Kind, Icon> = {
  text: IconLetterT,
  symbol: IconQrcode,
  line: IconLine,
  box: IconRectangle,
  image: IconPhoto,
}

export function ElementList({ desk, complaint }: { desk: Desk; complaint: Complaint | null }) {
  const { t } = useTranslation('labels')
  const { items } = desk.editor.doc
  return (
    <Panel title={t('elements')}>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noElements')}
        </Text>
      ) : (
        <ul className={classes.elements}>
          {[...items].reverse().map((item) => (
            <Row key={item.id} desk={desk} item={item} says={complaint?.id === item.id ? complaint.says : undefined} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Row({ desk: { editor, act }, item, says }: { desk: Desk; item: ed.Item; says: string | undefined }) {
  const { t } = useTranslation('labels')
  const name = useElementName()(item.element)
  const chosen = editor.chosen.includes(item.id)
  const doubt = doubtOf(item, editor.doc)
  const wrong = says ?? (doubt ? t(`doubt.${doubt}`) : undefined)
  const Picture = pictures[item.element.kind]
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      <Checkbox
        size="xs"
        checked={chosen}
        aria-label={t('chooseToo', { name })}
        onChange={() => act((state) => ed.choose(state, item.id, true))}
      />
      <UnstyledButton
        className={classes.choose}
        aria-pressed={chosen}
        title={wrong ?? name}
        onClick={() => act((state) => ed.choose(state, item.id))}
      >
        <Picture size={16} aria-hidden style={{ flex: 'none' }} />
        <span>{name}</span>
      </UnstyledButton>
      {wrong ? <IconAlertTriangle className={classes.wrong} size={16} aria-label={t('hasProblem')} role="img" /> : null}
    </li>
  )
}
