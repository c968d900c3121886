import { Text } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { PackageLink } from '@/ui/links'
import classes from './Packages.module.css'
import { type Node, unitsIn } from './tree'

export function PackageTree({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('packages')
  return (
    <ul className={classes.tree}>
      {nodes.map((node) => (
        <li key={node.code}>
          <div className={classes.node}>
            <IconPackage size={16} aria-hidden className={classes.icon} />
            <PackageLink code={node.code} />
            <Text span size="sm" c="dimmed">
              {t('count', { count: unitsIn(node), units: number(unitsIn(node)) })}
            </Text>
          </div>
          {node.children.length > 0 ? <PackageTree nodes={node.children} /> : null}
        </li>
      ))}
    </ul>
  )
}
