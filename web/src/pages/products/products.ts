// Products: asking for them, and the form's fields.
import { queryOptions } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import type { Field } from '@/ui/master/fields'

export type Product = components['schemas']['Product']

export const productQuery = (sku: string) =>
  queryOptions({
    queryKey: ['products', 'one', sku],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/products/{sku}', { params: { path: { sku } }, signal })),
  })

export function sendProduct(known: Product | null) {
  return (body: Record<string, unknown>): Promise<Product> =>
    known
      ? unwrap(
          api.PATCH('/v1/products/{sku}', {
            params: { path: { sku: known.sku }, header: { 'If-Match': `"${known.version}"` } },
            body,
          }),
        )
      : unwrap(api.POST('/v1/products', { body: body as components['schemas']['ProductNew'] }))
}

export function productFields(t: TFunction<['products', 'common']>): Field[] {
  return [
    { name: 'sku', label: t('products:sku'), kind: 'code', required: true, max: 80, hint: t('products:skuHint') },
    { name: 'name', label: t('common:name'), kind: 'text', required: true, max: 200 },
    { name: 'gtin', label: 'GTIN', kind: 'code', max: 14, nullable: true, hint: t('products:gtinHint') },
    { name: 'category', label: t('products:category'), kind: 'text', max: 200 },
    { name: 'serial_format', label: t('products:serialFormat'), kind: 'code', hint: t('products:serialFormatHint') },
    {
      name: 'numbering',
      label: t('products:numbering'),
      kind: 'code',
      nullable: true,
      hint: t('products:numberingHint'),
    },
    { name: 'warranty_months', label: t('products:warranty'), kind: 'number' },
    { name: 'shelf_life_days', label: t('products:shelfLife'), kind: 'number' },
    { name: 'maintenance_interval_days', label: t('products:maintenance'), kind: 'number' },
    { name: 'attributes', label: t('products:attributes'), kind: 'pairs' },
  ]
}
