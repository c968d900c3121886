// Which events: by what, who, where, order and day. On a phone behind a button, so that the list is seen first.
import { Button, Collapse, Select } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLifecycle } from '@/ui/command'
import { DateInput, LocationInput } from '@/ui/inputs'
import { useWords } from '@/ui/words'
import classes from './Events.module.css'
import { isFiltered, type Search } from './events'
import { TextFilter } from './TextFilter'

type Props = { search: Search; onChange: (change: Search) => void }

export function EventFilters({ search, onChange }: Props) {
  const { t } = useTranslation()
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [open, { toggle }] = useDisclosure(false)
  if (!phone) return <Boxes search={search} onChange={onChange} />
  return (
    <>
      <Button
        variant={isFiltered(search) ? 'light' : 'default'}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={toggle}
        aria-expanded={open}
        mb="sm"
      >
        {t('filters')}
      </Button>
      <Collapse expanded={open}>
        <Boxes search={search} onChange={onChange} />
      </Collapse>
    </>
  )
}

function Boxes({ search, onChange }: Props) {
  const { t } = useTranslation(['events', 'common'])
  const words = useWords()
  const lifecycle = useLifecycle()
  const commands = useMemo(
    () => (lifecycle?.commands ?? []).map(({ name }) => ({ value: name, label: words.command(name) })),
    [lifecycle, words],
  )
  const clear = { command: '', actor: '', location: '', order: '', from: '', to: '' }
  return (
    <div className={classes.filters}>
      <Select
        label={t('events:what')}
        placeholder={t('events:any')}
        data={commands}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('common:clear') }}
        value={search.command || null}
        onChange={(command) => onChange({ command: command ?? '' })}
      />
      <TextFilter label={t('common:who')} value={search.actor ?? ''} onChange={(actor) => onChange({ actor })} />
      <LocationInput value={search.location ?? ''} onChange={(location) => onChange({ location })} />
      <TextFilter label={t('common:order')} value={search.order ?? ''} onChange={(order) => onChange({ order })} />
      <DateInput label={t('events:from')} value={search.from ?? ''} onChange={(from) => onChange({ from })} />
      <DateInput label={t('events:to')} value={search.to ?? ''} onChange={(to) => onChange({ to })} />
      {isFiltered(search) ? (
        <Button variant="subtle" onClick={() => onChange(clear)} className={classes.clear}>
          {t('common:clear')}
        </Button>
      ) : null}
    </div>
  )
}
