// What a code said by itself, and what of that the books do not say: loaded only where there is something to tell.
import { useTranslation } from 'react-i18next'
import type { ScanAnswer } from '@/scan/known'
import classes from './Facts.module.css'

export default function Facts({ answer }: { answer: ScanAnswer }) {
  const { t } = useTranslation('scanned')
  const name = (field: string) => t(`field.${field}` as 'field.gtin', { defaultValue: field })
  const { problem, fields } = answer.read
  const place = problem && [problem.ai && `(${problem.ai})`, t('position', { position: problem.position })]
  return (
    <div className={classes.facts} data-testid="facts">
      {place ? <p className={classes.fault}>{place.filter(Boolean).join(' · ')}</p> : null}
      {answer.differences?.map(({ field, read, books }) => (
        <p key={field} className={classes.fault}>
          {t('differs', { field: name(field), read, books: books ?? t('nothing') })}
        </p>
      ))}
      {answer.notes?.map(({ code, detail }) => (
        <p key={code} className={classes.fault}>
          {t(`note.${code}`, { detail, defaultValue: detail })}
        </p>
      ))}
      <dl className={classes.fields}>
        {Object.entries(fields).map(([field, value]) => (
          <div key={field}>
            <dt>{name(field)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
