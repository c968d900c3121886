// One template in the list: its picture, its name, and what can be done with it.
import { ActionIcon, Anchor, Menu, Text } from '@mantine/core'
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { mmText } from './format'
import classes from './Labels.module.css'
import type { Summary } from './labels'
import { TemplatePicture } from './TemplatePicture'

export type Doing = { what: 'copy' | 'rename' | 'delete'; template: Summary }

export function TemplateCard({ template, onDo }: { template: Summary; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation('labels')
  const { id, name, version, width, height, per_page: many } = template
  const size = t('size', { width: mmText(width), height: mmText(height) })
  return (
    <li className={classes.card}>
      <div className={classes.face}>
        <TemplatePicture id={id} version={version} width={width} height={height} name={t('pictureOf', { name })} />
      </div>
      <div className={classes.text}>
        <div>
          <Anchor
            className={classes.name}
            c="inherit"
            renderRoot={(props) => <Link to="/labels/$id" params={{ id }} {...props} />}
          >
            {name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {many > 1 ? t('perSheet', { size, count: many }) : size}
          </Text>
        </div>
        <CardMenu template={template} onDo={onDo} />
      </div>
    </li>
  )
}

function CardMenu({ template, onDo }: { template: Summary; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation(['labels', 'common'])
  const may = useMay()
  const own = !template.ready
  if (!may('POST /v1/labels/templates')) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('labels:more', { name: template.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onDo({ what: 'copy', template })}>
          {t('labels:copy')}
        </Menu.Item>
        {own ? (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onDo({ what: 'rename', template })}>
              {t('labels:rename')}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => onDo({ what: 'delete', template })}
            >
              {t('labels:delete')}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
