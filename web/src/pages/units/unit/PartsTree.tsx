import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { HoldBadges, StatusBadge } from '@/ui/Badges'
import type { Unit } from '@/ui/command'
import { UnitLink } from '@/ui/links'
import { Mono } from '@/ui/Texts'
import classes from './PartsTree.module.css'
import { chainOf, type Link, type Node, treeOf } from './tree'

type Props = { unit: Unit; around: readonly Link[]; inside: readonly Link[] }

/** From the outermost unit around it down to the innermost in it. */
export function PartsTree({ unit, around, inside }: Props) {
  const { t } = useTranslation('units')
  const own = (
    <li className={classes.item}>
      <span className={classes.own} aria-current="true">
        <Mono>{unit.serial}</Mono> <span className={classes.name}>{unit.product_name}</span>
      </span>
      <Branch nodes={treeOf(unit.id, inside)} />
    </li>
  )
  const whole = chainOf(around).reduceRight<ReactNode>(
    (inner, link) => (
      <li key={link.unit.id} className={classes.item}>
        <Part link={link} />
        <ul className={classes.branch}>{inner}</ul>
      </li>
    ),
    own,
  )
  return (
    <ul className={classes.tree} aria-label={t('parts.title')}>
      {whole}
    </ul>
  )
}

function Branch({ nodes }: { nodes: Node[] }) {
  if (nodes.length === 0) return null
  return (
    <ul className={classes.branch}>
      {nodes.map((node) => (
        <li key={node.link.unit.id} className={classes.item}>
          <Part link={node.link} />
          <Branch nodes={node.children} />
        </li>
      ))}
    </ul>
  )
}

function Part({ link }: { link: Link }) {
  const { unit } = link
  return (
    <span className={classes.part}>
      <UnitLink id={unit.id}>{unit.serial}</UnitLink> <span className={classes.name}>{unit.product_name}</span>{' '}
      {unit.status === 'installed' ? null : <StatusBadge status={unit.status} />} <HoldBadges holds={unit.holds} />
    </span>
  )
}
