// Make a user, or change what one may. A new user gets a one-time password, which is shown when the user is made.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { oneTimePassword } from './password'
import { RolePicker } from './RolePicker'
import { changeUser, makeUser, type Role, roles, type User } from './users'

type Props = {
  /** Who is changed; null: somebody new. */
  user: User | null
  /** password: of somebody new. */
  onDone: (user: User, password?: string) => void
  onClose: () => void
}

export function UserDialog({ user, onDone, onClose }: Props) {
  const { t } = useTranslation(['users', 'common'])
  const queries = useQueryClient()
  const [name, setName] = useState(user?.name ?? '')
  const [chosen, setChosen] = useState<Role[]>(user?.roles ?? ['operator'])
  const [password] = useState(oneTimePassword)
  const save = useMutation({
    mutationFn: () => (user ? changeUser(user, { roles: chosen }) : makeUser(name.trim(), chosen, password)),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['users'] })
      onDone(saved, user ? undefined : password)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={user ? t('users:change', { name: user.name }) : t('users:new')}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack>
          {user ? null : (
            <TextInput
              label={t('common:name')}
              description={t('users:nameHint')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              maxLength={80}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              data-autofocus
            />
          )}
          <RolePicker
            label={t('users:roles')}
            description={t('users:rolesHint')}
            value={chosen}
            onChange={setChosen}
            offered={roles}
            error={chosen.length === 0 ? t('users:noRole') : undefined}
          />
          <ProblemAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={chosen.length === 0}>
              {user ? t('common:save') : t('common:create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
