import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { CodeInput, type InputProps } from './CodeInput'

export function ProductInput({ label, ...rest }: InputProps) {
  const { t } = useTranslation()
  return (
    <CodeInput
      {...rest}
      label={label ?? t('product')}
      scans="product"
      resource={['products']}
      look={async (q, signal) => {
        const query = { q: q || undefined, active: true, limit: 20 }
        const { items } = await unwrap(api.GET('/v1/products', { params: { query }, signal }))
        return items.map((one) => ({ key: one.sku, code: one.sku, name: one.name }))
      }}
    />
  )
}
