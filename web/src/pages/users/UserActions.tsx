// What an administrator may do with a user: other roles, a new one-time password, closing and opening.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconKey, IconLock, IconLockOpen, IconUserCog } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { showDone, showProblem } from '@/ui/showProblem'
import { oneTimePassword } from './password'
import { changeUser, type User } from './users'

type Props = {
  user: User
  /** The person who looks: their own password is changed in the settings, with the old one. */
  own: boolean
  onEdit: () => void
  onPassword: (password: string) => void
}

export function UserActions({ user, own, onEdit, onPassword }: Props) {
  const { t } = useTranslation('users')
  const queries = useQueryClient()
  const done = () => void queries.invalidateQueries({ queryKey: ['users'] })
  const close = useMutation({
    mutationFn: () => changeUser(user, { active: !user.active }),
    onSuccess: () => {
      done()
      showDone(user.active ? t('closedDone', { name: user.name }) : t('openedDone', { name: user.name }))
    },
    onError: showProblem,
  })
  const reset = useMutation({
    mutationFn: async () => {
      const password = oneTimePassword()
      await changeUser(user, { password })
      return password
    },
    onSuccess: (password) => {
      done()
      onPassword(password)
    },
    onError: showProblem,
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('actionsOf', { name: user.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={16} />} onClick={onEdit}>
          {t('changeRoles')}
        </Menu.Item>
        {own ? null : (
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => reset.mutate()}>
            {t('newPassword')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          color={user.active ? 'red' : undefined}
          leftSection={user.active ? <IconLock size={16} /> : <IconLockOpen size={16} />}
          onClick={() => close.mutate()}
        >
          {user.active ? t('close') : t('open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
