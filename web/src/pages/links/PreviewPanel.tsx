// The page of a unit as strangers see it, in a tab of its own.
import { Anchor, Group, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type UnitChoice, UnitInput } from '@/ui/inputs'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './Links.module.css'
import { unitLinkQuery } from './links'

export function PreviewPanel() {
  const { t } = useTranslation('links')
  const [unit, setUnit] = useState<UnitChoice>({ text: '' })
  const link = useQuery(unitLinkQuery(unit.id))
  const url = link.data?.url
  return (
    <Panel title={t('preview')}>
      <Group align="end">
        <UnitInput description={t('previewHint')} value={unit} onChange={setUnit} />
        {url ? (
          <Anchor href={url} target="_blank" rel="noreferrer" className={classes.address} pb={8}>
            {t('openPage', { serial: unit.text })} <IconExternalLink size={14} aria-hidden />
          </Anchor>
        ) : null}
        {link.data && !url ? <Text c="dimmed">{t('noAddress')}</Text> : null}
      </Group>
      <ProblemAlert error={link.error} mt="sm" />
    </Panel>
  )
}
