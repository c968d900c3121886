// The first units come in.
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { uuidV7 } from '@/queue/id'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import { linesOf, partsOf, serialsOf } from './progress'

type Props = { product: components['schemas']['Product']; place: components['schemas']['Location'] }

const EXAMPLES = 3

function suggested(format: string, sku: string): string {
  const { prefix, digits } = partsOf(format) ?? { prefix: `${sku}-`, digits: 5 }
  return format === '' || partsOf(format) ? serialsOf(prefix, digits, EXAMPLES).join('\n') : ''
}

export function ReceiptStep({ product, place }: Props) {
  const { t } = useTranslation('guide')
  const queries = useQueryClient()
  const [text, setText] = useState(() => suggested(product.serial_format, product.sku))
  const [id] = useState(() => uuidV7())
  const serials = linesOf(text)
  const receive = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/commands/{command}', {
          params: { path: { command: 'receive' } },
          body: { id, product: product.sku, location: place.code, serials } as components['schemas']['Command'],
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['units'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    receive.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>
          {t('receiveWhat')} <Mono fw={600}>{product.sku}</Mono> {t('receiveWhere')} <Mono fw={600}>{place.code}</Mono>
        </Text>
        <Textarea
          label={t('serials')}
          description={t('serialsHint')}
          required
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <ProblemAlert error={receive.error} />
        <Group>
          <Button type="submit" loading={receive.isPending} disabled={serials.length === 0}>
            {t('receive', { count: serials.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
