// A new key for links: what becomes of the labels that are printed already is chosen, and, where they become void, said once more.
import { Alert, Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'
import { linkKeysQuery, makeKey } from './links'

const choices = ['keep', 'retire'] as const

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const [choice, setChoice] = useState<string>('keep')
  const [sure, setSure] = useState(false)
  const retire = choice === 'retire'
  const make = useMutation({
    mutationFn: () => makeKey(retire),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: linkKeysQuery.queryKey })
      void queries.invalidateQueries({ queryKey: ['unit'] })
      showDone(t('links:keyDone', { number: version }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': t('common:close') }} title={t('links:newKey')}>
      <form onSubmit={submit}>
        <Stack>
          <Radio.Group label={t('links:printedLabels')} value={choice} onChange={setChoice}>
            <Stack gap="xs" mt="xs">
              {choices.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`links:keyChoices.${one}`)}
                  description={t(`links:keyHints.${one}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {retire ? (
            <Alert color="red" variant="outline" title={t('links:retireTitle')}>
              <Stack gap="xs">
                {t('links:retireText')}
                <Checkbox
                  label={t('links:retireSure')}
                  checked={sure}
                  onChange={(event) => setSure(event.currentTarget.checked)}
                  required
                />
              </Stack>
            </Alert>
          ) : null}
          <ProblemAlert error={make.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              {...(retire ? { color: 'red' } : {})}
              loading={make.isPending}
              disabled={retire && !sure}
            >
              {t(retire ? 'links:makeAndRetire' : 'links:makeKey')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
