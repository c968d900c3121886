// Where the unit is, or who has it; whose it is; and what it is in.
import { Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '@/ui/command'
import { LocationLink, PackageLink, PartyLink, UnitLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { Mono } from '@/ui/Texts'
import { Fact, Facts } from './Facts'
import classes from './Facts.module.css'

export function WherePanel({ unit }: { unit: Unit }) {
  const { t } = useTranslation(['units', 'common'])
  const somewhere = unit.location || unit.party || unit.parent
  return (
    <Panel title={t('units:where.title')}>
      {somewhere ? null : (
        <Text c="dimmed" mb="xs">
          {t('units:where.nowhere')}
        </Text>
      )}
      <Facts>
        {unit.parent ? (
          <Fact name={t('units:where.inside')}>
            <UnitLink id={unit.parent.id}>{unit.parent.serial}</UnitLink>
            <div className={classes.sub}>{unit.parent.product}</div>
          </Fact>
        ) : null}
        {unit.location ? (
          <Fact name={t('common:location')}>
            {(unit.path ?? [unit.location]).map((code, index) => (
              <Fragment key={code}>
                {index > 0 ? <span aria-hidden> › </span> : null}
                <LocationLink code={code} />
              </Fragment>
            ))}
            {unit.location_name ? <div className={classes.sub}>{unit.location_name}</div> : null}
          </Fact>
        ) : null}
        {unit.party ? (
          <Fact name={t(unit.status === 'in_transit' ? 'units:where.onItsWayTo' : 'units:where.holder')}>
            <PartyLink code={unit.party}>{unit.party_name || undefined}</PartyLink>
            <div className={classes.sub}>
              <Mono>{unit.party}</Mono>
            </div>
          </Fact>
        ) : null}
        {unit.owner && unit.owner !== unit.party ? (
          <Fact name={t('units:column.owner')}>
            <PartyLink code={unit.owner}>{unit.owner_name || undefined}</PartyLink>
            <div className={classes.sub}>
              <Mono>{unit.owner}</Mono>
            </div>
          </Fact>
        ) : null}
        {unit.owner && unit.owner === unit.party ? (
          <Fact name={t('units:column.owner')}>{t('units:where.ownerToo')}</Fact>
        ) : null}
        {unit.package ? (
          <Fact name={t('units:column.package')}>
            <PackageLink code={unit.package} />
          </Fact>
        ) : null}
        {unit.order ? (
          <Fact name={t('common:order')}>
            <Mono>{unit.order}</Mono>
          </Fact>
        ) : null}
      </Facts>
    </Panel>
  )
}
