// Beneath what the global box has found: what the code says by itself, what is wrong with it, and what could be done with something unknown.
import { Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { saysMore } from '@/scan/known'
import { useWords } from '@/ui/words'
import type { Scan } from './found'

const Facts = lazy(() => import('@/ui/code/Facts'))

/** alone: nothing at all was found. */
export function CodeSays({ scan, code, alone }: { scan: Scan; code: string; alone: boolean }) {
  const { t } = useTranslation('shell')
  const words = useWords()
  const { problem } = scan.read
  return (
    <Stack gap={4} p="xs" fz="sm" role="status">
      {problem ? <Text fw={600}>{problem.detail}</Text> : null}
      {scan.near?.length ? <Text>{t('box.near')}</Text> : null}
      {alone && !problem ? (
        <Text>
          {t('box.unknown', { code })}{' '}
          {scan.could?.length ? t('box.could', { commands: scan.could.map(words.command).join(', ') }) : null}
        </Text>
      ) : null}
      {saysMore(scan) ? (
        <Suspense fallback={null}>
          <Facts answer={scan} />
        </Suspense>
      ) : null}
    </Stack>
  )
}
