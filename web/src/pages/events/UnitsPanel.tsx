// The units that the event names, and those that only went along.
import { Button, Table, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { PackageLink, ProductLink, UnitLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import classes from './Events.module.css'
import { type Body, type EventUnit, unitsOf } from './events'

const FIRST = 100

export function UnitsPanel({ body }: { body: Body }) {
  const { t } = useTranslation(['events', 'common'])
  const units = useMemo(() => unitsOf(body), [body])
  const [all, setAll] = useState(false)
  const shown = all ? units : units.slice(0, FIRST)
  return (
    <Panel
      title={t('events:units')}
      actions={
        <Text size="sm" c="dimmed">
          {number(units.length)}
        </Text>
      }
    >
      {body.packages?.length ? (
        <Text size="sm" mb="xs">
          {t('events:packages')}{' '}
          {body.packages.map(([key, code]) => (
            <span key={key}>
              <PackageLink code={code} />{' '}
            </span>
          ))}
        </Text>
      ) : null}
      <div className={classes.units}>
        <UnitTable units={shown} />
      </div>
      {shown.length < units.length ? (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('events:showAll', { count: units.length, number: number(units.length) })}
        </Button>
      ) : null}
    </Panel>
  )
}

function UnitTable({ units }: { units: EventUnit[] }) {
  const { t } = useTranslation(['events', 'common'])
  return (
    <Table verticalSpacing={4} aria-label={t('events:units')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('common:serial')}</Table.Th>
          <Table.Th>{t('common:product')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {units.map((unit) => (
          <Table.Tr key={unit.id}>
            <Table.Td>
              <UnitLink id={unit.id}>{unit.serial}</UnitLink>
              {unit.carried ? (
                <Text span size="sm" c="dimmed">
                  {' '}
                  {t('events:carried')}
                </Text>
              ) : null}
            </Table.Td>
            <Table.Td>
              <ProductLink sku={unit.product} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
