// One procedure, or all of them one behind the other (/procedures/all), as it will be on paper.
import { Anchor, Button, Skeleton } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './ProcedurePage.module.css'
import { isProcedure, procedureNames } from './procedures'
import { Sheet } from './Sheet'
import sheet from './Sheet.module.css'
import { useSheet } from './useSheet'

export default function ProcedurePage() {
  const { t } = useTranslation('procedures')
  const { name } = useParams({ strict: false })
  const { lifecycle, error, organisation, on } = useSheet()
  const names = name === 'all' ? procedureNames : isProcedure(name) ? [name] : []
  const back = <Anchor renderRoot={(props) => <Link to="/procedures" {...props} />}>{t('title')}</Anchor>
  if (names.length === 0) {
    return (
      <Page title={t('title')}>
        <Empty title={t('unknown')} action={back} />
      </Page>
    )
  }
  const only = names.length === 1 ? names[0] : undefined
  return (
    <div className={classes.page}>
      <Page
        title={only ? t(`name.${only}`) : t('title')}
        actions={
          <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        }
      >
        <ProblemAlert error={error} />
        {!lifecycle && !error ? <Skeleton height={600} /> : null}
        {lifecycle ? (
          <div className={sheet.sheets}>
            {names.map((one) => (
              <Sheet key={one} name={one} lifecycle={lifecycle} organisation={organisation} on={on} />
            ))}
          </div>
        ) : null}
      </Page>
    </div>
  )
}
