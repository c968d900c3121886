// What an element is called where only words can stand.
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabelElement } from '@/designer/template'

export function useElementName(): (element: LabelElement) => string {
  const { t } = useTranslation('labels')
  return useCallback(
    ({ kind, content, symbology }) => {
      if (kind === 'symbol') return `${t(`symbology.${symbology ?? 'qr'}`)} ${content ?? ''}`.trim()
      return kind === 'text' && content ? `${t('kind.text')} ${content}` : t(`kind.${kind}`)
    },
    [t],
  )
}
