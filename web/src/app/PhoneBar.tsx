import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './PhoneBar.module.css'
import { pageGroups, phonePages } from './pages'
import { QueueBadge } from './QueueBadge'
import { useMay } from './session'

const all = pageGroups.flatMap((group) => group.pages)

export function PhoneBar({ onMore }: { onMore: () => void }) {
  const { t } = useTranslation('shell')
  const may = useMay()
  const shown = phonePages.flatMap((name) =>
    all.filter((page) => page.name === name && (!page.needs || may(page.needs))),
  )
  return (
    <nav aria-label={t('nav.main')} className={classes.bar}>
      {shown.map((page) => (
        <Link key={page.name} to={page.to} className={classes.item} activeProps={{ 'data-active': true }}>
          <page.icon size={22} stroke={1.6} aria-hidden />
          {t(`nav.${page.name}`)}
        </Link>
      ))}
      <UnstyledButton className={classes.item} onClick={onMore}>
        <IconDots size={22} stroke={1.6} aria-hidden />
        {t('nav.more')}
        <span className={classes.mark}>
          <QueueBadge />
        </span>
      </UnstyledButton>
    </nav>
  )
}
