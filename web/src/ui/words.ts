// The life cycle's words in the user's language; a word that is not known (a newer server) stays as it is.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

type Kind = 'status' | 'hold' | 'command' | 'role' | 'location_kind' | 'party_kind'

export function useWords(): Record<Kind, (name: string) => string> {
  const { t } = useTranslation('words')
  return useMemo(() => {
    const of = (kind: Kind) => (name: string) =>
      t(`${kind}.${name}` as 'status.in_stock', { defaultValue: name.replaceAll('_', ' ') })
    return {
      status: of('status'),
      hold: of('hold'),
      command: of('command'),
      role: of('role'),
      location_kind: of('location_kind'),
      party_kind: of('party_kind'),
    }
  }, [t])
}
