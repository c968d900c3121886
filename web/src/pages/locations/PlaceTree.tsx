// The rows of the tree. Only those in sight are made, so that ten thousand bins scroll as ten do.
import { ActionIcon, Anchor, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { LocationLink } from '@/ui/links'
import { useWords } from '@/ui/words'
import type { Place } from './locations'
import classes from './PlaceTree.module.css'

type Props = { rows: Place[]; open: ReadonlySet<string>; searching: boolean; onToggle: (code: string) => void }

export function PlaceTree({ rows, open, searching, onToggle }: Props) {
  const { t } = useTranslation('locations')
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 44,
    overscan: 12,
    scrollMargin: frame.current?.offsetTop ?? 0,
  })
  return (
    <div ref={frame} className={classes.frame} role="tree" aria-label={t('title')}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const place = rows[item.index]
          if (!place) return null
          return (
            <div
              key={place.code}
              className={classes.place}
              style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
              role="presentation"
            >
              <Row place={place} open={searching || open.has(place.code)} onToggle={onToggle} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Row({ place, open, onToggle }: { place: Place; open: boolean; onToggle: (code: string) => void }) {
  const { t } = useTranslation('locations')
  const words = useWords()
  const parent = place.children.length > 0
  return (
    <div
      className={classes.row}
      role="treeitem"
      tabIndex={-1}
      aria-level={place.depth + 1}
      aria-expanded={parent ? open : undefined}
      aria-selected={false}
      data-closed={!place.active || undefined}
      style={{ paddingInlineStart: `calc(${place.depth} * var(--mantine-spacing-lg) + var(--mantine-spacing-xs))` }}
    >
      {parent ? (
        <ActionIcon
          variant="subtle"
          aria-label={t(open ? 'close' : 'open', { code: place.code })}
          onClick={() => onToggle(place.code)}
        >
          {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </ActionIcon>
      ) : (
        <span className={classes.leaf} />
      )}
      <LocationLink code={place.code} />
      <Text span size="sm" truncate className={classes.name}>
        {place.name}
      </Text>
      <Text span size="xs" c="dimmed" visibleFrom="xs">
        {words.location_kind(place.kind)}
      </Text>
      <Anchor
        className={classes.count}
        title={t('counts', { here: number(place.here), below: number(place.below) })}
        renderRoot={(props) => <Link to="/units" search={{ location: place.code }} {...props} />}
      >
        {number(place.below)}
      </Anchor>
    </div>
  )
}
