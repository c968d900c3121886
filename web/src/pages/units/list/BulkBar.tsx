// Under the list, as long as units are chosen: how many, all that are filtered, and what can be done with them.
import { Button, Group, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionMenu } from '@/ui/command'
import { number } from '@/ui/format'
import { LabelButton } from '../LabelButton'
import type { Search } from './filters'
import classes from './Units.module.css'
import { MOST, type useChosen } from './useChosen'

type Props = { search: Search; choice: ReturnType<typeof useChosen>; hasMore: boolean }

export function BulkBar({ search, choice, hasMore }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const { chosen, set, chooseAll, loading, cut } = choice
  const units = useMemo(() => [...chosen.values()], [chosen])
  if (chosen.size === 0 && loading === null) return null
  return (
    <section className={classes.bulk} aria-label={t('common:selected', { count: chosen.size })}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Text fw={600} role="status">
            {loading === null ? t('common:selected', { count: chosen.size }) : t('units:choosing', { count: loading })}
          </Text>
          {hasMore || loading !== null ? (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={loading !== null}
              onClick={() => void chooseAll(search)}
            >
              {t('units:chooseAll')}
            </Button>
          ) : null}
          <Button variant="subtle" size="compact-sm" onClick={() => set(new Map())}>
            {t('common:clear')}
          </Button>
          {cut ? <Text size="sm">{t('units:cut', { most: number(MOST) })}</Text> : null}
        </Group>
        {loading === null ? (
          <ActionMenu units={units} onDone={() => set(new Map())}>
            <LabelButton units={units} />
          </ActionMenu>
        ) : null}
      </Group>
    </section>
  )
}
