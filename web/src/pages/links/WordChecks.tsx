// A check box for each word of a list.
import { Checkbox, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type LinkSettings, ticked } from './links'

type Words = { fields: LinkSettings['shown'][number]; kinds: LinkSettings['actions'][number] }
type Props<Of extends keyof Words> = {
  of: Of
  label: string
  all: readonly Words[Of][]
  value: Words[Of][]
  onChange: (value: Words[Of][]) => void
  editable: boolean
}

export function WordChecks<Of extends keyof Words>({ of, label, all, value, onChange, editable }: Props<Of>) {
  const { t } = useTranslation('links')
  const name = (word: string) => t(`${of}.${word}` as 'fields.product')
  return (
    <Checkbox.Group label={label} value={value} onChange={(next) => onChange(ticked(all, next))}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" mt="xs">
        {all.map((word) => (
          <Checkbox key={word} value={word} label={name(word)} disabled={!editable} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
