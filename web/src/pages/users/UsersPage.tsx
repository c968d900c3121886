// Who may sign in, and as what.
import { Badge, Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay, useMe } from '@/app/session'
import { ActiveFilter, activeOf } from '@/ui/ActiveFilter'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Page } from '@/ui/Page'
import { Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { useWords } from '@/ui/words'
import { OnceDialog } from './OnceDialog'
import { UserActions } from './UserActions'
import { UserDialog } from './UserDialog'
import type { User } from './users'

type Open = { kind: 'edit'; user: User | null } | { kind: 'password'; user: User; password: string } | null

export default function UsersPage() {
  const { t } = useTranslation(['users', 'common'])
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/users' })
  const [open, setOpen] = useState<Open>(null)
  const query = { active: activeOf(search.active) }
  const list = usePagedList(['users', query], (cursor, signal) =>
    unwrap(api.GET('/v1/users', { params: { query: { ...query, limit: 100, cursor } }, signal })),
  )
  const columns = useColumns(setOpen)
  const close = () => setOpen(null)
  return (
    <Page
      title={t('users:title')}
      actions={
        <>
          <DownloadMenu path="/v1/users" query={query} />
          {may('POST /v1/users') ? (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpen({ kind: 'edit', user: null })}
            >
              {t('users:new')}
            </Button>
          ) : null}
        </>
      }
    >
      <Group mb="md">
        <ActiveFilter
          value={search.active}
          onChange={(active) => void navigate({ to: '/users', search: { ...search, active }, replace: true })}
        />
      </Group>
      <DataTable label={t('users:title')} list={list} columns={columns} rowKey={(row) => String(row.id)} />
      {open?.kind === 'edit' ? (
        <UserDialog
          user={open.user}
          onClose={close}
          onDone={(user, password) => setOpen(password ? { kind: 'password', user, password } : null)}
        />
      ) : null}
      {open?.kind === 'password' ? (
        <OnceDialog title={t('users:passwordOf', { name: open.user.name })} secret={open.password} onClose={close}>
          {t('users:passwordHint', { name: open.user.name })}
        </OnceDialog>
      ) : null}
    </Page>
  )
}

function useColumns(setOpen: (open: Open) => void): Column<User>[] {
  const { t } = useTranslation(['users', 'common'])
  const words = useWords()
  const me = useMe()
  const administers = useMay()('POST /v1/users')
  return useMemo(() => {
    const columns: Column<User>[] = [
      {
        id: 'name',
        name: t('common:name'),
        cell: ({ row }) => (
          <Text span inherit fw={500}>
            {row.original.name}
            {row.original.id === me?.id ? ` (${t('users:you')})` : ''}
          </Text>
        ),
      },
      {
        id: 'roles',
        name: t('users:roles'),
        cell: ({ row }) => (
          <Group gap={4}>
            {row.original.roles.map((role) => (
              <Badge key={role} variant="default" tt="none">
                {words.role(role)}
              </Badge>
            ))}
          </Group>
        ),
      },
      {
        id: 'signIn',
        name: t('users:signIn'),
        cell: ({ row }) => (row.original.password_set ? t('users:withPassword') : t('users:keysOnly')),
      },
      {
        id: 'active',
        name: t('common:status'),
        cell: ({ row }) => (row.original.active ? t('common:active') : t('common:closed')),
      },
      { id: 'created', name: t('users:since'), cell: ({ row }) => <Time at={row.original.created_at} /> },
    ]
    if (administers)
      columns.push({
        id: 'do',
        name: '',
        cell: ({ row: { original: user } }) => (
          <UserActions
            user={user}
            own={user.id === me?.id}
            onEdit={() => setOpen({ kind: 'edit', user })}
            onPassword={(password) => setOpen({ kind: 'password', user, password })}
          />
        ),
      })
    return columns
  }, [t, words, me, administers, setOpen])
}
