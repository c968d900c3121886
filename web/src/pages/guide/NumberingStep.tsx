// How the serials of the first product look: as the maker has them, or numbers of one's own.
import { Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import { formatOf, partsOf, serialsOf } from './progress'
import { rememberStep } from './remembered'

type Product = components['schemas']['Product']

export function NumberingStep({ product }: { product: Product }) {
  const { t } = useTranslation('guide')
  const queries = useQueryClient()
  const before = partsOf(product.serial_format)
  const [kind, setKind] = useState<'own' | 'any'>('own')
  const [prefix, setPrefix] = useState(before?.prefix ?? `${product.sku}-`)
  const [digits, setDigits] = useState(before?.digits ?? 5)
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/v1/products/{sku}', {
          params: { path: { sku: product.sku }, header: { 'If-Match': `"${product.version}"` } },
          body: { serial_format: kind === 'own' ? formatOf(prefix, digits) : '' },
        }),
      ),
    onSuccess: async () => {
      rememberStep('numbering')
      await queries.invalidateQueries({ queryKey: ['products'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group
          label={t('whose', { product: product.sku })}
          value={kind}
          onChange={(v) => setKind(v === 'any' ? 'any' : 'own')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="own" label={t('own')} description={t('ownHint')} />
            <Radio value="any" label={t('any')} description={t('anyHint')} />
          </Stack>
        </Radio.Group>
        {kind === 'own' ? (
          <Group align="end">
            <TextInput
              label={t('prefix')}
              maxLength={40}
              value={prefix}
              onChange={(event) => setPrefix(event.currentTarget.value)}
            />
            <NumberInput
              label={t('digits')}
              min={1}
              max={18}
              allowDecimal={false}
              value={digits}
              onChange={(value) => setDigits(Math.min(18, Math.max(1, Number(value) || 1)))}
              w={120}
            />
            <Text pb={8}>
              {t('first')} <Mono fw={600}>{serialsOf(prefix, digits, 1)[0]}</Mono>
            </Text>
          </Group>
        ) : null}
        <ProblemAlert error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('setNumbering')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
