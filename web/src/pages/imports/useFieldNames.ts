// The fields of a file in the user's language; one that is not known here (a newer server) stays as it is.
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

export function useFieldNames(): (name: string) => string {
  const { t } = useTranslation('imports')
  return useCallback((name) => t(`field.${name}` as 'field.sku', { defaultValue: name.replaceAll('_', ' ') }), [t])
}
