// What is shown and how it is told apart; everything stands in the address.
import { Chip, Group, Select, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { LocationInput, ProductInput } from '@/ui/inputs'
import { useWords } from '@/ui/words'
import classes from './Stock.module.css'
import { GROUPS, groupsOf, type Search, SHELVED } from './stock'

type Props = { search: Search; onChange: (change: Search) => void; grouped: boolean }

export function StockFilters({ search, onChange, grouped }: Props) {
  const { t } = useTranslation(['stock', 'common'])
  const words = useWords()
  return (
    <div className={classes.filters}>
      <ProductInput value={search.product ?? ''} onChange={(product) => onChange({ product })} />
      <LocationInput value={search.location ?? ''} onChange={(location) => onChange({ location })} />
      <Select
        label={t('common:status')}
        placeholder={t('stock:anyStatus')}
        clearable
        clearButtonProps={{ 'aria-label': t('common:clear') }}
        value={search.status || null}
        onChange={(status) => onChange({ status: status ?? '' })}
        data={SHELVED.map((status) => ({ value: status, label: words.status(status) }))}
      />
      {grouped ? <GroupChoice search={search} onChange={onChange} /> : null}
    </div>
  )
}

function GroupChoice({ search, onChange }: Omit<Props, 'grouped'>) {
  const { t } = useTranslation(['stock', 'common'])
  const label = useId()
  const groups = groupsOf(search)
  const choose = (chosen: string[]) => {
    const next = GROUPS.filter((group) => chosen.includes(group))
    if (next.length > 0) onChange({ group: next.length === GROUPS.length ? '' : next.join(',') })
  }
  return (
    <Stack gap={4} role="group" aria-labelledby={label} className={classes.groups}>
      <Text size="sm" fw={500} id={label}>
        {t('stock:by')}
      </Text>
      <Chip.Group multiple value={groups} onChange={choose}>
        <Group gap="xs" className={classes.chips}>
          {GROUPS.map((group) => (
            <Chip key={group} value={group} radius="sm">
              {t(`common:${group}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  )
}
