// The button for labels of what was received: which units those are stands in the events, and is asked for when it is pressed.
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { Scan } from '@/queue'
import { PrintButton } from '@/ui/print/PrintButton'
import type { Things } from '@/ui/print/printing'
import { showDone } from '@/ui/showProblem'
import { type Body, unitsOf } from '../events/events'

type Answer = NonNullable<Scan['answer']>

async function received({ unit, events }: Answer): Promise<Things> {
  if (unit) return { kind: 'unit', units: [unit.id] }
  const path = (id: string) => ({ params: { path: { id } } })
  const all = await Promise.all(events.map(({ id }) => unwrap(api.GET('/v1/events/{id}', path(id)))))
  return { kind: 'unit', units: all.flatMap(({ body }) => unitsOf(body as Body).map(({ id }) => id)) }
}

export default function ReceivedButton({ answer }: { answer: Answer }) {
  const { t } = useTranslation('scanned')
  return (
    <PrintButton
      name={t('print', { count: answer.units })}
      things={() => received(answer)}
      onPrinted={(job) => job && showDone(t('printed'))}
    />
  )
}
