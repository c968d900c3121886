// Where links of products lead, for one product or for all.
import { Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { ProductLink } from '@/ui/links'
import { Mono } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { DeleteTargetDialog } from './DeleteTargetDialog'
import classes from './Links.module.css'
import type { Target } from './links'
import { TargetDialog } from './TargetDialog'

type Open = { what: 'edit'; target: Target | null } | { what: 'delete'; target: Target } | null

export function Targets() {
  const { t } = useTranslation(['links', 'common'])
  const may = useMay()
  const [open, setOpen] = useState<Open>(null)
  const list = usePagedList(['link-targets'], (cursor, signal) =>
    unwrap(api.GET('/v1/links/targets', { params: { query: { limit: 100, cursor } }, signal })),
  )
  const [canChange, canDelete] = [may('PATCH /v1/links/targets/{id}'), may('DELETE /v1/links/targets/{id}')]
  const columns = useMemo<Column<Target>[]>(
    () => [
      {
        id: 'product',
        name: t('common:product'),
        cell: ({ row: { original: of } }) => (of.product ? <ProductLink sku={of.product} /> : t('links:allProducts')),
      },
      { id: 'rel', name: t('links:linkType'), cell: ({ row }) => <Mono>{row.original.rel}</Mono> },
      {
        id: 'title',
        name: t('links:targetTitle'),
        cell: ({ row: { original: of } }) => (
          <div className={classes.address}>
            {of.title}
            <Text size="sm" c="dimmed">
              {of.href}
            </Text>
          </div>
        ),
      },
      { id: 'language', name: t('links:language'), cell: ({ row }) => row.original.language },
      { id: 'media', name: t('links:mediaType'), cell: ({ row }) => row.original.media_type },
      {
        id: 'preferred',
        name: t('links:preferred'),
        cell: ({ row }) => (row.original.preferred ? t('common:yes') : t('common:no')),
      },
      {
        id: 'actions',
        name: t('common:actions'),
        cell: ({ row: { original: target } }) => (
          <Group gap={6}>
            {canChange ? (
              <Button size="compact-sm" variant="default" onClick={() => setOpen({ what: 'edit', target })}>
                {t('common:edit')}
              </Button>
            ) : null}
            {canDelete ? (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                onClick={() => setOpen({ what: 'delete', target })}
              >
                {t('common:delete')}
              </Button>
            ) : null}
          </Group>
        ),
      },
    ],
    [t, canChange, canDelete],
  )
  const make = may('POST /v1/links/targets') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ what: 'edit', target: null })}>
      {t('links:newTarget')}
    </Button>
  ) : null
  const close = () => setOpen(null)
  return (
    <>
      <Group justify="flex-end" mb="md">
        <DownloadMenu path="/v1/links/targets" query={{}} />
        {make}
      </Group>
      <DataTable
        label={t('links:tabs.targets')}
        list={list}
        columns={columns}
        rowKey={(row) => String(row.id)}
        empty={<Empty title={t('links:noTargets')} text={t('links:noTargetsText')} action={make} />}
      />
      {open?.what === 'edit' ? <TargetDialog target={open.target} onClose={close} /> : null}
      {open?.what === 'delete' ? <DeleteTargetDialog target={open.target} onClose={close} /> : null}
    </>
  )
}
