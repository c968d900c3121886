// A first product.
import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { ProblemAlert } from '@/ui/ProblemAlert'

export function ProductStep() {
  const { t } = useTranslation('guide')
  const queries = useQueryClient()
  const [sku, setSku] = useState('PUMP-12')
  const [name, setName] = useState(() => t('examples.product'))
  const [warranty, setWarranty] = useState(24)
  const make = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/products', {
          body: {
            sku: sku.trim(),
            name: name.trim(),
            warranty_months: warranty,
            active: true,
          } as components['schemas']['ProductNew'],
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['products'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group grow align="start">
          <TextInput
            label={t('sku')}
            description={t('skuHint')}
            required
            maxLength={80}
            value={sku}
            onChange={(event) => setSku(event.currentTarget.value)}
          />
          <TextInput
            label={t('productName')}
            description={t('productNameHint')}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Group>
        <NumberInput
          label={t('warranty')}
          min={0}
          max={1200}
          allowDecimal={false}
          value={warranty}
          onChange={(value) => setWarranty(Number(value) || 0)}
          maw={240}
        />
        <ProblemAlert error={make.error} />
        <Group>
          <Button type="submit" loading={make.isPending}>
            {t('makeProduct')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
