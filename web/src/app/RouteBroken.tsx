// A page that threw: its problem in words, and a way on. The rest of the application goes on.
import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'

export function RouteBroken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  return (
    <Page title={t('error.broken')}>
      <ProblemAlert error={error} />
      <Button mt="md" onClick={() => (reset ? reset() : location.reload())}>
        {t('error.reload')}
      </Button>
    </Page>
  )
}
