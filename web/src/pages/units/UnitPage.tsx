// One unit: where it is in its life and in the house, what it is, what it is made of, all that happened to it, and what may be done now.
import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { HoldBadges, StatusBadge } from '@/ui/Badges'
import { CopyButton } from '@/ui/CopyButton'
import { ActionMenu, type Unit, unitQuery } from '@/ui/command'
import { Empty } from '@/ui/Empty'
import { ProductLink } from '@/ui/links'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { LabelButton } from './LabelButton'
import classes from './UnitPage.module.css'
import { AlarmBanner } from './unit/AlarmBanner'
import { LabelsPanel } from './unit/LabelsPanel'
import { LifePicture } from './unit/LifePicture'
import { LinkPanel } from './unit/LinkPanel'
import { PartsPanel } from './unit/PartsPanel'
import { Timeline } from './unit/Timeline'
import { useHistory } from './unit/useHistory'
import { WhatPanel } from './unit/WhatPanel'
import { WherePanel } from './unit/WherePanel'

export default function UnitPage() {
  const { t } = useTranslation('units')
  const { id } = useParams({ from: '/units/$id' })
  const number = Number(id)
  const valid = Number.isSafeInteger(number) && number > 0
  const unit = useQuery({ ...unitQuery(number), enabled: valid })
  if (!valid || (unit.error instanceof Problem && unit.error.status === 404)) {
    return (
      <Page title={t('unknown')}>
        <Empty title={t('unknown')} text={t('unknownText')} />
      </Page>
    )
  }
  if (unit.data) return <Loaded key={unit.data.id} unit={unit.data} />
  return (
    <Page title={t('unit')}>
      {unit.error ? (
        <ProblemAlert error={unit.error} />
      ) : (
        <Stack>
          <Skeleton height={40} w="40%" />
          <Skeleton height={110} />
          <Skeleton height={320} />
        </Stack>
      )}
    </Page>
  )
}

function Loaded({ unit }: { unit: Unit }) {
  const { t } = useTranslation('units')
  const history = useHistory(unit.id, unit.events)
  const units = useMemo(() => [unit], [unit])
  const [first] = useState(unit.last_seq)
  const fresh = unit.last_seq !== first
  return (
    <Page
      mono
      title={unit.serial}
      beside={
        <>
          <CopyButton value={unit.serial} label={t('copySerial')} />
          <StatusBadge status={unit.status} size="lg" />
          <HoldBadges holds={unit.holds} />
        </>
      }
      actions={
        <ActionMenu units={units} allowed={unit.allowed}>
          <LabelButton units={units} />
        </ActionMenu>
      }
    >
      <Text mb="md" mt={-8}>
        <ProductLink sku={unit.product}>{unit.product_name || undefined}</ProductLink>
      </Text>
      <AlarmBanner unit={unit} history={history.life} />
      {/* a new event makes it shine up quietly */}
      <div key={unit.last_seq} className={classes.picture} data-fresh={fresh || undefined}>
        <LifePicture unit={unit} history={history.life} />
      </div>
      <div className={classes.columns}>
        <Stack gap="md" className={classes.facts}>
          <WherePanel unit={unit} />
          <WhatPanel unit={unit} />
          <PartsPanel unit={unit} />
          <LabelsPanel unit={unit} />
          <LinkPanel unit={unit} />
        </Stack>
        <Timeline list={history.list} unit={unit} />
      </div>
    </Page>
  )
}
