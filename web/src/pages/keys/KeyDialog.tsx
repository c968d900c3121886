// Make an API key: what it is for, what it may, when it ends.
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { RolePicker } from '../users/RolePicker'
import { isRole, type Role } from '../users/users'
import { endOf, lifetimes, makeKey } from './keys'

type Props = { onDone: (name: string, token: string) => void; onClose: () => void }

export function KeyDialog({ onDone, onClose }: Props) {
  const { t } = useTranslation(['keys', 'common'])
  const queries = useQueryClient()
  const own = (useMe()?.roles ?? []).filter(isRole)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Role[]>(own)
  const [days, setDays] = useState<number>(365)
  const make = useMutation({
    mutationFn: () => makeKey({ name: name.trim(), roles: chosen, expires_at: endOf(days, Date.now()) }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['keys'] })
      onDone(made.name, made.token)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('keys:new')}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('common:name')}
            description={t('keys:nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            maxLength={80}
            autoComplete="off"
            data-autofocus
          />
          <RolePicker
            label={t('keys:scope')}
            description={t('keys:scopeHint')}
            value={chosen}
            onChange={setChosen}
            offered={own}
            error={chosen.length === 0 ? t('keys:noScope') : undefined}
          />
          <Select
            label={t('keys:lifetime')}
            description={t('keys:lifetimeHint')}
            allowDeselect={false}
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
            data={lifetimes.map((each) => ({
              value: String(each),
              label: each ? t('keys:days', { count: each }) : t('keys:forEver'),
            }))}
          />
          <ProblemAlert error={make.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={chosen.length === 0}>
              {t('common:create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
