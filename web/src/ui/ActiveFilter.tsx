// All, only those in use, or only those that were closed.
import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** From the page's address to the API's parameter. */
export function activeOf(value: string | undefined): boolean | undefined {
  return value === 'yes' ? true : value === 'no' ? false : undefined
}

export function ActiveFilter({ value, onChange }: { value: string | undefined; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      aria-label={t('status')}
      value={value ?? ''}
      onChange={onChange}
      data={[
        { value: '', label: t('all') },
        { value: 'yes', label: t('active') },
        { value: 'no', label: t('closed') },
      ]}
    />
  )
}
