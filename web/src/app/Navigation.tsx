import { Text } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Mark } from './Mark'
import classes from './Navigation.module.css'
import { pageGroups } from './pages'
import { QueueBadge } from './QueueBadge'
import { useMay } from './session'

export function Navigation() {
  const { t } = useTranslation('shell')
  const may = useMay()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav aria-label={t('nav.main')} className={classes.nav}>
      <div className={classes.brand}>
        <Mark size={28} />
        <Text fw={600} fz="lg">
          Serno
        </Text>
      </div>
      <div className={classes.scroll}>
        {pageGroups.map(({ group, pages }) => {
          const shown = pages.filter((page) => !page.needs || may(page.needs))
          if (shown.length === 0) return null
          return (
            <section key={group} aria-label={t(`nav.group.${group}`)}>
              <Text className={classes.group}>{t(`nav.group.${group}`)}</Text>
              {shown.map((page) => (
                <Link
                  key={page.name}
                  to={page.to}
                  className={classes.link}
                  data-active={path === page.to || path.startsWith(`${page.to}/`) || undefined}
                >
                  <page.icon size={18} stroke={1.6} aria-hidden />
                  <span className={classes.name}>{t(`nav.${page.name}`)}</span>
                  {page.name === 'queue' ? <QueueBadge /> : null}
                </Link>
              ))}
            </section>
          )
        })}
      </div>
    </nav>
  )
}
