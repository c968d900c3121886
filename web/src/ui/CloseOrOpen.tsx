// Master data is never deleted, because history names it: it is closed, and can be opened again.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { showProblem } from './showProblem'

type Props = { active: boolean; send: (body: { active: boolean }) => Promise<unknown>; touches: string }

export function CloseOrOpen({ active, send, touches }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => send({ active: !active }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [touches] }),
    onError: showProblem,
  })
  return (
    <Button variant="default" loading={change.isPending} onClick={() => change.mutate()}>
      {active ? t('closeIt') : t('openIt')}
    </Button>
  )
}
