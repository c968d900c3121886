// Make a thing of master data, or change one. A change says which version it changes, so that nobody overwrites another's unseen.
import { Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { bodyOf, type Field, valuesOf } from './fields'
import { MasterForm } from './MasterForm'

type Props<Thing> = {
  title: string
  fields: Field[]
  /** What is changed; null: a new one is made. */
  thing: Thing | null
  /** What a new one is known to have already. */
  given?: Record<string, string>
  send: (body: Record<string, unknown>) => Promise<Thing>
  /** Query keys that are old afterwards. */
  touches: string[]
  onDone: (thing: Thing) => void
  onClose: () => void
}

export function MasterDialog<Thing extends object>({
  title,
  fields,
  thing,
  given,
  send,
  touches,
  onDone,
  onClose,
}: Props<Thing>) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const initial = valuesOf(fields, thing ?? given ?? null)
  const save = useMutation({
    mutationFn: send,
    onSuccess: async (saved) => {
      await Promise.all(touches.map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onDone(saved)
    },
  })
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': t('close') }} title={title} size="lg">
      <MasterForm
        fields={fields}
        initial={initial}
        error={save.error}
        busy={save.isPending}
        submit={thing ? t('save') : t('create')}
        onSubmit={(values) => save.mutate(bodyOf(fields, values, thing ? initial : null))}
        onCancel={onClose}
      />
    </Modal>
  )
}
