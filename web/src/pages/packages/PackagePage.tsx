// One package: what is in it, nested packages as a tree, all units, and what can be done with the whole.
import { Skeleton, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusBadge } from '@/ui/Badges'
import { CopyButton } from '@/ui/CopyButton'
import { type Column, DataTable } from '@/ui/DataTable'
import { Details } from '@/ui/Details'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import { LocationLink, PackageLink, PartyLink, ProductLink, UnitLink } from '@/ui/links'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { PrintButton } from '@/ui/print/PrintButton'
import { PackageActions } from './PackageActions'
import classes from './Packages.module.css'
import { PackageTree } from './PackageTree'
import { type Package, treeOf, unitsDirectly } from './tree'
import { type UnitRow, usePackage } from './usePackage'

export default function PackagePage() {
  const { t } = useTranslation('packages')
  const { code = '' } = useParams({ strict: false })
  const { content, error, units } = usePackage(code)
  return (
    <Page
      title={t('package', { code })}
      beside={<CopyButton value={code} />}
      actions={
        <>
          <PrintButton name={t('printLabel')} things={() => ({ kind: 'package', packages: [code] })} />
          <PackageActions code={code} units={units.rows} />
        </>
      }
    >
      {error ? <ProblemAlert error={error} /> : null}
      {content ? (
        <div className={classes.columns}>
          <div className={classes.aside}>
            <Facts content={content} units={units.rows} />
            {content.packages.length > 0 ? <Inside content={content} /> : null}
          </div>
          <Units units={units} />
        </div>
      ) : error ? null : (
        <Skeleton height={320} role="status" aria-label={t('loading')} />
      )}
    </Page>
  )
}

/** What is said of a package is what is said of what lies in it. */
function Facts({ content, units }: { content: Package; units: UnitRow[] | undefined }) {
  const { t } = useTranslation(['packages', 'common'])
  const first = units?.[0]
  const outer = content.inside ? <PackageLink code={content.inside} /> : null
  const status = first ? <StatusBadge status={first.status} /> : null
  const location = first?.location ? <LocationLink code={first.location} /> : null
  const party = first?.party ? <PartyLink code={first.party} /> : null
  return (
    <Panel>
      <Details
        rows={[
          [t('packages:inside'), outer],
          [t('packages:units'), number(content.units)],
          [t('packages:packages'), content.packages.length > 0 ? number(content.packages.length) : null],
          [t('common:status'), status],
          [t('common:location'), location],
          [t('common:party'), party],
          [t('common:order'), first?.order],
        ]}
      />
    </Panel>
  )
}

function Inside({ content }: { content: Package }) {
  const { t } = useTranslation('packages')
  const nodes = useMemo(() => treeOf(content.packages, content.code), [content])
  const directly = unitsDirectly(content.units, nodes)
  return (
    <Panel title={t('tree')}>
      <PackageTree nodes={nodes} />
      {directly > 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('directly', { count: directly, units: number(directly) })}
        </Text>
      ) : null}
    </Panel>
  )
}

function Units({ units }: { units: ReturnType<typeof usePackage>['units'] }) {
  const { t } = useTranslation(['packages', 'common'])
  const columns = useMemo<Column<UnitRow>[]>(
    () => [
      {
        id: 'serial',
        name: t('common:serial'),
        cell: ({ row: { original: unit } }) => <UnitLink id={unit.id}>{unit.serial}</UnitLink>,
      },
      {
        id: 'product',
        name: t('common:product'),
        cell: ({ row }) => <ProductLink sku={row.original.product} />,
      },
      { id: 'status', name: t('common:status'), cell: ({ row }) => <StatusBadge status={row.original.status} /> },
      {
        id: 'package',
        name: t('packages:in'),
        cell: ({ row }) => (row.original.package ? <PackageLink code={row.original.package} /> : null),
      },
    ],
    [t],
  )
  return (
    <DataTable
      label={t('packages:units')}
      list={units}
      columns={columns}
      rowKey={(unit) => String(unit.id)}
      empty={<Empty title={t('packages:nothingInside.title')} text={t('packages:nothingInside.text')} />}
    />
  )
}
