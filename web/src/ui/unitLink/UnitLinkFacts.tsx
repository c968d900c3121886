// A unit's link: its address, what strangers are told there now, how often it was opened; and it can be made void.
import { Anchor, Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Details } from '../Details'
import { ProblemAlert } from '../ProblemAlert'
import { Count, Time } from '../Texts'
import classes from './UnitLinkFacts.module.css'
import { unitLinkQuery } from './unitLink'
import { VoidLinkDialog } from './VoidLinkDialog'

export function UnitLinkFacts({ unit }: { unit: { id: number; serial: string } }) {
  const { t } = useTranslation('links')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { data: link, error } = useQuery(unitLinkQuery(unit.id))
  if (!link) return error ? <ProblemAlert error={error} /> : <Skeleton height={80} />
  return (
    <Stack gap="sm">
      {link.url ? (
        <Anchor href={link.url} target="_blank" rel="noreferrer" className={classes.address}>
          {t('openPage', { serial: unit.serial })} <IconExternalLink size={14} aria-hidden />
        </Anchor>
      ) : (
        <Text c="dimmed">{t('noAddress')}</Text>
      )}
      <Details
        rows={[
          [t('told'), t(`toldNow.${link.told}`)],
          [t('views'), link.views ? <Count key="views" value={link.views} /> : t('never')],
          [t('lastOpened'), link.last_at ? <Time key="last" at={link.last_at} ago /> : null],
          [t('voidedLinks'), link.voided ? <Count key="voided" value={link.voided} /> : null],
        ]}
      />
      {link.suspect ? <Badge color="red.8">{t('maybeCopied')}</Badge> : null}
      {link.url && may('DELETE /v1/links/units/{id}') ? (
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {t('voidLink')}
          </Button>
        </Group>
      ) : null}
      {asking && link.url ? <VoidLinkDialog unit={unit} url={link.url} onClose={() => setAsking(false)} /> : null}
    </Stack>
  )
}
