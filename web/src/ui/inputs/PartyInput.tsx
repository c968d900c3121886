import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useWords } from '@/ui/words'
import { CodeInput, type InputProps } from './CodeInput'

/** kinds: only such parties are proposed, as "customer,staff". */
export function PartyInput({ kinds, label, ...rest }: InputProps & { kinds?: string }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <CodeInput
      {...rest}
      label={label ?? t('party')}
      scans="party"
      resource={['parties', kinds]}
      look={async (q, signal) => {
        const query = { q: q || undefined, kind: kinds, active: true, limit: 20 }
        const { items } = await unwrap(api.GET('/v1/parties', { params: { query }, signal }))
        return items.map((one) => ({
          key: one.code,
          code: one.code,
          name: one.name,
          extra: words.party_kind(one.kind),
        }))
      }}
    />
  )
}
