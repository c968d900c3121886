import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { date } from '@/ui/format'
import { CodeInput, type InputProps } from './CodeInput'

/** Lots are a product's; without one every lot is proposed, with its product. */
export function LotInput({ product, label, ...rest }: InputProps & { product?: string }) {
  const { t } = useTranslation()
  return (
    <CodeInput
      {...rest}
      label={label ?? t('lot')}
      resource={['lots', product]}
      look={async (text, signal) => {
        const ask = (number: string | undefined, limit: number) =>
          unwrap(api.GET('/v1/lots', { params: { query: { product: product || undefined, number, limit } }, signal }))
        // The server finds a lot by its whole number; parts of it are looked for among the first ones.
        const pages = await Promise.all([ask(undefined, 500), ...(text ? [ask(text, 10)] : [])])
        const lots = new Map(pages.flatMap((page) => page.items).map((lot) => [lot.id, lot]))
        const wanted = text.toLowerCase()
        return [...lots.values()]
          .filter((lot) => lot.number.toLowerCase().includes(wanted))
          .slice(0, 20)
          .map((lot) => ({
            key: String(lot.id),
            code: lot.number,
            name: product ? undefined : lot.product,
            extra: lot.expires ? date(lot.expires) : undefined,
          }))
      }}
    />
  )
}
