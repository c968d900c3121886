import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useWords } from '@/ui/words'
import { CodeInput, type InputProps } from './CodeInput'

/** kinds: only such locations are proposed, as "zone,bin". */
export function LocationInput({ kinds, label, ...rest }: InputProps & { kinds?: string }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <CodeInput
      {...rest}
      label={label ?? t('location')}
      scans="location"
      resource={['locations', kinds]}
      look={async (q, signal) => {
        const query = { q: q || undefined, kind: kinds, active: true, limit: 20 }
        const { items } = await unwrap(api.GET('/v1/locations', { params: { query }, signal }))
        return items.map((at) => ({ key: at.code, code: at.code, name: at.name, extra: words.location_kind(at.kind) }))
      }}
    />
  )
}
