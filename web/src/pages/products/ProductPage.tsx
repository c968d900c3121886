// One product: what it is, and where its units are.
import { Badge, Button, Grid, Skeleton } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { CloseOrOpen } from '@/ui/CloseOrOpen'
import { Details } from '@/ui/Details'
import { pairsOf } from '@/ui/master/fields'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { PrintButton } from '@/ui/print/PrintButton'
import { StockBy } from '@/ui/StockBy'
import { Mono, Time } from '@/ui/Texts'
import { PublicPages } from './PublicPages'
import { type Product, productFields, productQuery, sendProduct } from './products'

export default function ProductPage() {
  const { sku } = useParams({ from: '/products/$sku' })
  const { data: product, error } = useQuery(productQuery(sku))
  if (error) {
    return (
      <Page title={sku}>
        <ProblemAlert error={error} />
      </Page>
    )
  }
  if (!product) {
    return (
      <Page title={sku}>
        <Skeleton height={200} />
      </Page>
    )
  }
  return <Shown product={product} />
}

function Shown({ product }: { product: Product }) {
  const { t } = useTranslation(['products', 'common'])
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | null>(null)
  const months = (count: number) => (count > 0 ? t('products:months', { count }) : null)
  const days = (count: number) => (count > 0 ? t('products:days', { count }) : null)
  return (
    <Page
      title={product.name}
      beside={
        <>
          <Mono c="dimmed">{product.sku}</Mono>
          {product.active ? null : <Badge color="gray.7">{t('common:closed')}</Badge>}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/units" search={{ product: product.sku }} {...props} />}
          >
            {t('products:units')}
          </Button>
          <PrintButton name={t('products:label')} things={() => ({ kind: 'product', products: [product.sku] })} />
          {may('PATCH /v1/products/{sku}') ? (
            <>
              <CloseOrOpen active={product.active} send={sendProduct(product)} touches="products" />
              <Button leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpen('edit')}>
                {t('common:edit')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title={t('products:details')}>
            <Details
              rows={[
                [t('products:sku'), <Mono key="sku">{product.sku}</Mono>],
                ['GTIN', product.gtin ? <Mono key="gtin">{product.gtin}</Mono> : null],
                [t('products:category'), product.category],
                [
                  t('products:serialFormat'),
                  product.serial_format ? <Mono key="format">{product.serial_format}</Mono> : t('products:anySerial'),
                ],
                [t('products:warranty'), months(product.warranty_months)],
                [t('products:shelfLife'), days(product.shelf_life_days)],
                [t('products:maintenance'), days(product.maintenance_interval_days)],
                ...pairsOf(product.attributes).map(({ name, value }): [string, string] => [name, value]),
                [t('products:since'), <Time key="since" at={product.created_at} />],
              ]}
            />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title={t('products:where')}>
            <StockBy product={product.sku} by="location" />
          </Panel>
          {may('GET /v1/links/products/{sku}') ? <PublicPages sku={product.sku} /> : null}
        </Grid.Col>
      </Grid>
      {open === 'edit' ? (
        <MasterDialog
          title={t('products:change')}
          fields={productFields(t)}
          thing={product}
          send={sendProduct(product)}
          touches={['products']}
          onDone={(saved) => {
            setOpen(null)
            if (saved.sku !== product.sku)
              void navigate({ to: '/products/$sku', params: { sku: saved.sku }, replace: true })
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Page>
  )
}
