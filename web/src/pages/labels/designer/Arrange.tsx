// Alignment, even gaps and order, in one menu.
import { Button, Menu } from '@mantine/core'
import {
  type Icon,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconStackBack,
  IconStackBackward,
  IconStackForward,
  IconStackFront,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { type Alignment, alignments } from '@/designer/geometry'
import type { Desk, Step } from './useDesigner'

const pictures: Record<Alignment, Icon> = {
  left: IconLayoutAlignLeft,
  center: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
}
const orders = [
  ['front', IconStackFront],
  ['forward', IconStackForward],
  ['backward', IconStackBackward],
  ['back', IconStackBack],
] as const

export function Arrange({ desk: { editor, act } }: { desk: Desk }) {
  const { t } = useTranslation('labels')
  const count = editor.chosen.length
  const item = (name: string, Picture: Icon, step: Step, disabled = false) => (
    <Menu.Item key={name} leftSection={<Picture size={16} aria-hidden />} disabled={disabled} onClick={() => act(step)}>
      {name}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="default" disabled={count === 0}>
          {t('arrange')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={460} style={{ overflowY: 'auto' }}>
        <Menu.Label>{count > 1 ? t('alignAmong') : t('alignOn')}</Menu.Label>
        {alignments.map((how) => item(t(`alignment.${how}`), pictures[how], (state) => ed.align(state, how)))}
        <Menu.Divider />
        {item(t('spreadX'), IconLayoutDistributeVertical, (state) => ed.distribute(state, 'x'), count < 3)}
        {item(t('spreadY'), IconLayoutDistributeHorizontal, (state) => ed.distribute(state, 'y'), count < 3)}
        <Menu.Divider />
        {orders.map(([order, picture]) => item(t(`order.${order}`), picture, (state) => ed.reorder(state, order)))}
      </Menu.Dropdown>
    </Menu>
  )
}
