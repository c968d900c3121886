// A site, and a first shelf in it.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { ProblemAlert } from '@/ui/ProblemAlert'

async function makePlaces(code: string, name: string, shelf: string) {
  const site = api.POST('/v1/locations', { body: { code, name, kind: 'site', active: true } })
  await unwrap(site).catch((error: unknown) => {
    // The shelf was refused the first time: the site is there already.
    if (!(error instanceof Problem) || error.code !== 'duplicate') throw error
  })
  if (shelf) await unwrap(api.POST('/v1/locations', { body: { code: shelf, kind: 'bin', parent: code, active: true } }))
}

export function PlaceStep() {
  const { t } = useTranslation('guide')
  const queries = useQueryClient()
  const [code, setCode] = useState('MAIN')
  const [name, setName] = useState(() => t('examples.site'))
  const [shelf, setShelf] = useState('MAIN-A1')
  const make = useMutation({
    mutationFn: () => makePlaces(code.trim(), name.trim(), shelf.trim()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['locations'] }),
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
            label={t('siteCode')}
            required
            maxLength={80}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            label={t('siteName')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Group>
        <TextInput
          label={t('shelf')}
          description={t('shelfHint')}
          maxLength={80}
          value={shelf}
          onChange={(event) => setShelf(event.currentTarget.value)}
        />
        <ProblemAlert error={make.error} />
        <Group>
          <Button type="submit" loading={make.isPending}>
            {t('makePlaces')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
