// Every filter of the list. Nothing is asked while somebody types here: "Show" takes all of it at once.
import { Button, Checkbox, Drawer, Fieldset, Group, SimpleGrid, Stack } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput, LocationInput, LotInput, MonoInput, PartyInput, ProductInput } from '@/ui/inputs'
import { useWords } from '@/ui/words'
import { changed, cleared, listOf, type Search } from './filters'
import { StatusBoxes } from './StatusFilter'
import classes from './Units.module.css'

type Props = { search: Search; setSearch: (next: Search) => void; onClose: () => void }

const HOLDS = ['any', 'quality', 'recall', 'legal']
const SERIALS = ['serial', 'serial_prefix', 'serial_suffix', 'serial_from', 'serial_to'] as const
const DATES = ['received_from', 'received_to', 'changed_from', 'changed_to'] as const

export default function FilterDrawer({ search, setSearch, onClose }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const words = useWords()
  const [draft, setDraft] = useState<Search>(search)
  const box = (key: string) => ({
    value: draft[key] ?? '',
    onChange: (value: string) => setDraft({ ...draft, [key]: value }),
  })
  const show = (event: SyntheticEvent) => {
    event.preventDefault()
    setSearch(changed({}, Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, value.trim()]))))
    onClose()
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={t('common:filters')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={show}>
        <Stack>
          <ProductInput {...box('product')} autoFocus />
          <LocationInput {...box('location')} description={t('units:filter.locationHint')} />
          <PartyInput {...box('party')} label={t('units:filter.party')} />
          <Group grow align="flex-start">
            <PartyInput {...box('owner')} label={t('units:filter.owner')} />
            <PartyInput {...box('supplier')} label={t('units:filter.supplier')} kinds="supplier" />
          </Group>
          <LotInput {...box('lot')} product={draft.product} />
          <Fieldset legend={t('common:status')}>
            <StatusBoxes {...box('status')} />
          </Fieldset>
          <Fieldset legend={t('units:filter.hold')}>
            <Checkbox.Group
              value={listOf(draft.hold)}
              onChange={(all) =>
                setDraft({
                  ...draft,
                  hold: (all.at(-1) === 'any' ? ['any'] : all.filter((one) => one !== 'any')).join(','),
                })
              }
            >
              <Group gap="md">
                {HOLDS.map((hold) => (
                  <Checkbox key={hold} value={hold} label={hold === 'any' ? t('units:anyHold') : words.hold(hold)} />
                ))}
              </Group>
            </Checkbox.Group>
          </Fieldset>
          <Fieldset legend={t('common:serial')}>
            <SimpleGrid cols={2} spacing="sm">
              {SERIALS.map((key) => (
                <MonoInput
                  key={key}
                  label={t(`units:filter.${key}`)}
                  maxLength={128}
                  value={draft[key] ?? ''}
                  onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
                />
              ))}
            </SimpleGrid>
          </Fieldset>
          <Fieldset legend={t('units:filter.dates')}>
            <SimpleGrid cols={2} spacing="sm">
              {DATES.map((key) => (
                <DateInput key={key} label={t(`units:filter.${key}`)} {...box(key)} />
              ))}
            </SimpleGrid>
          </Fieldset>
          <Group justify="space-between" className={classes.drawerEnd}>
            <Button variant="subtle" onClick={() => setDraft(cleared(draft))}>
              {t('units:clearFilters')}
            </Button>
            <Button type="submit">{t('units:showUnits')}</Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}
