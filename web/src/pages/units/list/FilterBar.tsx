// Above the list: the filters that are used most, what is set as chips that can be taken away, and the way to all filters.
import { ActionIcon, Button, Group, Indicator, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canTrace, chipsOf, cleared, isTrace, type Search, SORTS, without } from './filters'
import { StatusFilter } from './StatusFilter'
import classes from './Units.module.css'
import { useChipText } from './useChipText'

const FilterDrawer = lazy(() => import('./FilterDrawer'))
const TYPING_MS = 250

type Props = {
  search: Search
  setSearch: (next: Search) => void
  change: (next: Record<string, string | undefined>) => void
}

export function FilterBar({ search, setSearch, change }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const [opened, drawer] = useDisclosure(false)
  const chipText = useChipText()
  const chips = chipsOf(search)
  return (
    <div className={classes.bar}>
      <Group gap="xs" wrap="wrap">
        <QuickSerial value={search.serial_prefix ?? ''} onChange={(serial_prefix) => change({ serial_prefix })} />
        <StatusFilter value={search.status ?? ''} onChange={(status) => change({ status })} />
        <Indicator label={chips.length} disabled={chips.length === 0} size={18}>
          <Button
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
            onClick={drawer.open}
          >
            {t('units:moreFilters')}
          </Button>
        </Indicator>
        {canTrace(search) ? (
          <SegmentedControl
            aria-label={t('units:show')}
            value={isTrace(search) ? '1' : ''}
            onChange={(trace) => change({ trace })}
            data={[
              { value: '', label: t('units:asUnits') },
              { value: '1', label: t('units:asTrace') },
            ]}
          />
        ) : null}
        <NativeSelect
          ml="auto"
          className={classes.sort}
          aria-label={t('units:sort.label')}
          value={search.sort ?? ''}
          onChange={(event) => change({ sort: event.currentTarget.value })}
          data={SORTS.map((sort) => ({ value: sort, label: t(`units:sort.${sort || 'any'}` as 'units:sort.any') }))}
        />
      </Group>
      {chips.length > 0 ? (
        <Group gap={6} mt="xs">
          {chips.map((chip) => {
            const text = chipText(chip)
            return (
              <span key={chip.filter.name} className={classes.chip}>
                <span className={classes.chipText} title={text}>
                  {text}
                </span>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  radius="xl"
                  aria-label={t('units:removeFilter', { filter: text })}
                  onClick={() => setSearch(without(search, chip.filter.keys))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </span>
            )
          })}
          <Button variant="subtle" size="compact-sm" onClick={() => setSearch(cleared(search))}>
            {t('units:clearFilters')}
          </Button>
        </Group>
      ) : null}
      {search.trace === '1' && canTrace(search) ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('units:traceHint')}
        </Text>
      ) : null}
      {opened ? (
        <Suspense fallback={null}>
          <FilterDrawer search={search} setSearch={setSearch} onClose={drawer.close} />
        </Suspense>
      ) : null}
    </div>
  )
}

function QuickSerial({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('units')
  const [text, setText] = useState(value)
  const later = useDebouncedCallback(onChange, TYPING_MS)
  // Chips and saved views change it from outside.
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      className={classes.quick}
      type="search"
      aria-label={t('filter.serial_prefix')}
      placeholder={t('filter.serial_prefix')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      maxLength={128}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value.trim())
      }}
    />
  )
}
