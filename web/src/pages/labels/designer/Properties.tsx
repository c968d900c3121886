// What the chosen element is, as fields made from a table.
import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { type Complaint, doubtOf } from '@/designer/problems'
import { shownProperties } from '@/designer/properties'
import { Panel } from '@/ui/Panel'
import classes from './Designer.module.css'
import { PropertyInput } from './PropertyInput'
import type { Desk } from './useDesigner'
import { useElementName } from './useElementName'

export function Properties({ desk, complaint }: { desk: Desk; complaint: Complaint | null }) {
  const { t } = useTranslation('labels')
  const [item, more] = ed.chosenItems(desk.editor)
  if (!item || more) {
    return (
      <Panel title={t('element')}>
        <Text size="sm" c="dimmed">
          {more ? t('several', { count: desk.editor.chosen.length }) : t('noneChosen')}
        </Text>
      </Panel>
    )
  }
  return <Fields key={item.id} desk={desk} item={item} complaint={complaint?.id === item.id ? complaint : null} />
}

function Fields({ desk, item, complaint }: { desk: Desk; item: ed.Item; complaint: Complaint | null }) {
  const { t } = useTranslation('labels')
  const name = useElementName()
  const { element } = item
  const { act, editor, fixed } = desk
  const shown = shownProperties(element)
  const doubt = doubtOf(item, editor.doc)
  const elsewhere = complaint && !shown.some((property) => property.name === complaint.member)
  const says = elsewhere ? complaint.says : doubt ? t(`doubt.${doubt}`) : undefined
  return (
    <Panel title={t(`kind.${element.kind}`)} aria-label={name(element)}>
      {says ? (
        <Text size="sm" mb="xs" className={classes.wrong}>
          {says}
        </Text>
      ) : null}
      <div className={classes.pair}>
        {shown.map((property) => (
          <PropertyInput
            key={property.name}
            property={property}
            element={element}
            target={editor.doc.for}
            fixed={fixed}
            error={complaint?.member === property.name ? complaint.says : undefined}
            onSet={(members) => act((state) => ed.set(ed.choose(state, item.id), members))}
          />
        ))}
        {element.kind === 'line' && !fixed ? (
          <Button variant="default" className={classes.wide} onClick={() => act(ed.turnLine)}>
            {t('turn')}
          </Button>
        ) : null}
      </div>
    </Panel>
  )
}
