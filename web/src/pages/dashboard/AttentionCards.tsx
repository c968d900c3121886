// What somebody should look at, as cards; those that a list can show lead to it. Zero is quiet.
import { SimpleGrid, Text } from '@mantine/core'
import {
  type Icon,
  IconCalendarExclamation,
  IconCalendarOff,
  IconClockExclamation,
  IconHelpCircle,
  IconLock,
  IconShieldX,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import classes from './Dashboard.module.css'
import type { Dashboard } from './useDashboard'

type Name = keyof Dashboard['attention']
type Card = { name: Name; icon: Icon; grave?: boolean; search?: Record<string, string> }

const CARDS: readonly Card[] = [
  { name: 'missing', icon: IconHelpCircle, grave: true, search: { status: 'missing' } },
  { name: 'stolen', icon: IconShieldX, grave: true, search: { status: 'stolen' } },
  { name: 'held', icon: IconLock, search: { hold: 'any' } },
  { name: 'overdue_loans', icon: IconClockExclamation, search: { status: 'on_loan' } },
  { name: 'expired', icon: IconCalendarOff },
  { name: 'expiring_soon', icon: IconCalendarExclamation },
]

export function AttentionCards({ attention }: { attention: Dashboard['attention'] }) {
  const { t } = useTranslation('dashboard')
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md" component="section" aria-label={t('attention.title')}>
      {CARDS.map((card) => (
        <AttentionCard key={card.name} card={card} value={attention[card.name]} />
      ))}
    </SimpleGrid>
  )
}

function AttentionCard({ card, value }: { card: Card; value: number }) {
  const { t } = useTranslation('dashboard')
  const tone = value === 0 ? 'quiet' : card.grave ? 'grave' : 'warn'
  const inside = (
    <>
      <card.icon size={20} stroke={1.6} aria-hidden className={classes.cardIcon} />
      <Text span className={classes.cardValue}>
        {number(value)}
      </Text>
      <Text span size="sm" c="dimmed">
        {t(`attention.${card.name}`)}
      </Text>
    </>
  )
  if (!card.search || value === 0) {
    return (
      <div className={classes.card} data-tone={tone}>
        {inside}
      </div>
    )
  }
  return (
    <Link to="/units" search={card.search} className={classes.card} data-tone={tone}>
      {inside}
    </Link>
  )
}
