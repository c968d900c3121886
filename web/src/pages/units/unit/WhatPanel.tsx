// What the unit is: product, lot, supplier, warranty, its other numbers, and what else is known of it.
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'
import type { Unit } from '@/ui/command'
import { attributeText } from '@/ui/command/fields'
import { date } from '@/ui/format'
import { PartyLink, ProductLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { Mono, Time } from '@/ui/Texts'
import { Fact, Facts } from './Facts'
import classes from './Facts.module.css'
import { partGone } from './warranty'

function Copyable({ value }: { value: string }) {
  return (
    <span className={classes.copyable}>
      <Mono>{value}</Mono>
      <CopyButton value={value} />
    </span>
  )
}

export function WhatPanel({ unit }: { unit: Unit }) {
  const { t } = useTranslation(['units', 'common'])
  const identifiers = Object.entries(unit.identifiers).flatMap(([kind, values]) =>
    values.map((value) => ({ kind, value })),
  )
  const attributes = Object.entries((unit.attributes ?? {}) as Record<string, unknown>)
  return (
    <Panel title={t('units:what.title')}>
      <Facts>
        <Fact name={t('common:product')}>
          <ProductLink sku={unit.product}>{unit.product_name || undefined}</ProductLink>
          <div className={classes.sub}>
            <Mono>{unit.product}</Mono>
          </div>
        </Fact>
        {unit.gtin ? (
          <Fact name="GTIN">
            <Copyable value={unit.gtin} />
          </Fact>
        ) : null}
        {unit.lot ? (
          <Fact name={t('common:lot')}>
            <Mono>{unit.lot}</Mono>
          </Fact>
        ) : null}
        {unit.expires ? (
          <Fact name={t('units:column.expires')}>
            <Expires on={unit.expires} />
          </Fact>
        ) : null}
        {unit.supplier ? (
          <Fact name={t('units:column.supplier')}>
            <PartyLink code={unit.supplier}>{unit.supplier_name || undefined}</PartyLink>
          </Fact>
        ) : null}
        {unit.received_at ? (
          <Fact name={t('units:column.received_at')}>
            <Time at={unit.received_at} />
          </Fact>
        ) : null}
        <Fact name={t('units:warranty.title')}>
          <Warranty of={unit.warranty} />
        </Fact>
        {identifiers.map(({ kind, value }) => (
          <Fact key={`${kind} ${value}`} name={kind.toUpperCase()}>
            <Copyable value={value} />
          </Fact>
        ))}
        {unit.former_serials?.length ? (
          <Fact name={t('units:what.former')}>
            <Mono>{unit.former_serials.join(', ')}</Mono>
          </Fact>
        ) : null}
        {attributes.map(([name, value]) => (
          <Fact key={name} name={name}>
            {attributeText(value)}
          </Fact>
        ))}
      </Facts>
    </Panel>
  )
}

function Expires({ on }: { on: string }) {
  const { t } = useTranslation('units')
  const over = Date.parse(on) < Date.now()
  return (
    <Text span inherit fw={over ? 600 : undefined}>
      {date(on)}
      {over ? ` · ${t('what.expired')}` : null}
    </Text>
  )
}

function Warranty({ of: warranty }: { of: Unit['warranty'] }) {
  const { t } = useTranslation('units')
  const { state, months, from, until } = warranty
  if (state === 'none') return t('warranty.none')
  if (state === 'not_started' || !from || !until) return t('warranty.not_started', { count: months })
  return (
    <>
      {t(`warranty.${state}`, { until: date(until) })}
      <div className={classes.bar} data-state={state} aria-hidden>
        <span style={{ width: `${partGone(from, until)}%` }} />
      </div>
    </>
  )
}
