// API keys: how programs, scanners and label printers sign in.
import { Badge, Button, Group, Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { useWords } from '@/ui/words'
import { OnceDialog } from '../users/OnceDialog'
import { KeyDialog } from './KeyDialog'
import { type Key, stateOf } from './keys'
import { RevokeDialog } from './RevokeDialog'

type Open = { kind: 'new' } | { kind: 'token'; name: string; token: string } | { kind: 'revoke'; key: Key } | null

export default function KeysPage() {
  const { t } = useTranslation('keys')
  const may = useMay()
  const [open, setOpen] = useState<Open>(null)
  const list = usePagedList(['keys'], (cursor, signal) =>
    unwrap(api.GET('/v1/keys', { params: { query: { limit: 100, cursor } }, signal })),
  )
  const columns = useColumns(setOpen)
  const close = () => setOpen(null)
  const make = may('POST /v1/keys') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'new' })}>
      {t('new')}
    </Button>
  ) : null
  return (
    <Page title={t('title')} actions={make}>
      <Text mb="md" maw={640}>
        {t('text')}
      </Text>
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={(row) => String(row.id)}
        empty={<Empty icon={IconKey} title={t('none')} text={t('noneText')} action={make} />}
      />
      {open?.kind === 'new' ? (
        <KeyDialog onClose={close} onDone={(name, token) => setOpen({ kind: 'token', name, token })} />
      ) : null}
      {open?.kind === 'token' ? (
        <OnceDialog title={t('tokenOf', { name: open.name })} secret={open.token} onClose={close}>
          {t('tokenHint')}
        </OnceDialog>
      ) : null}
      {open?.kind === 'revoke' ? <RevokeDialog apiKey={open.key} onClose={close} /> : null}
    </Page>
  )
}

const colours = { active: 'harbour', expired: 'gray', revoked: 'gray' } as const

function useColumns(setOpen: (open: Open) => void): Column<Key>[] {
  const { t } = useTranslation(['keys', 'common'])
  const words = useWords()
  return useMemo((): Column<Key>[] => {
    const state = (key: Key) => stateOf(key, Date.now())
    return [
      {
        id: 'name',
        name: t('common:name'),
        cell: ({ row }) => (
          <Text span inherit fw={500}>
            {row.original.name}
          </Text>
        ),
      },
      { id: 'user', name: t('keys:of'), cell: ({ row }) => row.original.user },
      {
        id: 'roles',
        name: t('keys:scope'),
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
      { id: 'made', name: t('keys:made'), cell: ({ row }) => <Time at={row.original.created_at} /> },
      {
        id: 'ends',
        name: t('keys:ends'),
        cell: ({ row }) => (row.original.expires_at ? <Time at={row.original.expires_at} /> : t('keys:forEver')),
      },
      {
        id: 'state',
        name: t('common:status'),
        cell: ({ row }) => (
          <Badge variant="outline" color={colours[state(row.original)]} tt="none">
            {t(`keys:state.${state(row.original)}`)}
          </Badge>
        ),
      },
      {
        id: 'do',
        name: '',
        cell: ({ row }) =>
          state(row.original) === 'active' ? (
            <Button
              variant="default"
              size="xs"
              aria-label={t('keys:revokeTitle', { name: row.original.name })}
              onClick={() => setOpen({ kind: 'revoke', key: row.original })}
            >
              {t('keys:revoke')}
            </Button>
          ) : null,
      },
    ]
  }, [t, words, setOpen])
}
