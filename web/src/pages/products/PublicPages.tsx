// Have units of this product pages that anybody may open?
import { Anchor, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'

export function PublicPages({ sku }: { sku: string }) {
  const { t } = useTranslation('links')
  const may = useMay()
  const queries = useQueryClient()
  const params = { path: { sku } }
  const queryKey = ['products', 'pages', sku]
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => unwrap(api.GET('/v1/links/products/{sku}', { params, signal })),
  })
  const all = useQuery({
    queryKey: ['link-settings'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/links/settings', { signal })),
  })
  const change = useMutation({
    mutationFn: (pages: boolean) => unwrap(api.PATCH('/v1/links/products/{sku}', { params, body: { pages } })),
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
  })
  return (
    <Panel title={t('title')} mt="md">
      <Stack gap="sm">
        {data ? (
          <Switch
            label={t('ofProduct')}
            description={t('ofProductHint')}
            checked={data.pages}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
            disabled={change.isPending || !may('PATCH /v1/links/products/{sku}')}
          />
        ) : (
          <Skeleton height={40} visible={!error} />
        )}
        {all.data?.pages === false ? (
          <Text size="sm" c="dimmed">
            {t('allOff')}{' '}
            <Anchor
              inherit
              underline="always"
              renderRoot={(props) => <Link to="/links" search={{ tab: 'settings' }} {...props} />}
            >
              {t('title')}
            </Anchor>
          </Text>
        ) : null}
        <ProblemAlert error={error ?? change.error} />
      </Stack>
    </Panel>
  )
}
