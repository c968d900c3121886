// Names with values: identifiers (a kind may come more than once) and free attributes.
import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MonoInput } from '@/ui/inputs'
import type { Pair } from './fields'

type Props = { kind: 'identifiers' | 'attributes'; pairs: Pair[]; onChange: (pairs: Pair[]) => void }

export function PairsInput({ kind, pairs, onChange }: Props) {
  const { t } = useTranslation('command')
  const set = (at: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)))
  return (
    <Fieldset legend={t(`field.${kind}`)}>
      <Stack gap="xs">
        {pairs.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; names may be the same
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t(`pair.${kind}`)}
              placeholder={t(`pair.${kind}`)}
              value={pair.name}
              maxLength={80}
              w="35%"
              onChange={(event) => set(index, { name: event.currentTarget.value })}
            />
            <MonoInput
              aria-label={t('pair.value')}
              placeholder={t('pair.value')}
              value={pair.value}
              flex={1}
              maxLength={1000}
              onChange={(event) => set(index, { value: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('pair.remove', { name: pair.name })}
              onClick={() => onChange(pairs.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...pairs, { name: '', value: '' }])}
          w="fit-content"
        >
          {t(`pair.add_${kind}`)}
        </Button>
      </Stack>
    </Fieldset>
  )
}
