// One's own password: the old one, and twice the new one.
import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMe } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'

const EMPTY = { current: '', next: '', again: '' }

export function PasswordPanel() {
  const { t } = useTranslation('users')
  const me = useMe()
  const [typed, setTyped] = useState(EMPTY)
  const change = useMutation({
    mutationFn: (id: number) =>
      unwrap(
        api.PATCH('/v1/users/{id}', {
          params: { path: { id } },
          body: { password: typed.next, current_password: typed.current },
        }),
      ),
    onSuccess: () => {
      setTyped(EMPTY)
      showDone(t('own.done'))
    },
  })
  const differs = typed.again !== '' && typed.again !== typed.next
  const set = (part: Partial<typeof EMPTY>) => setTyped({ ...typed, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (me && !differs) change.mutate(me.id)
  }
  return (
    <Panel title={t('own.title')}>
      <form onSubmit={submit}>
        <Stack>
          {/* For password managers: whose it is. */}
          <input type="text" name="username" autoComplete="username" value={me?.name ?? ''} readOnly hidden />
          <PasswordInput
            label={t('own.current')}
            autoComplete="current-password"
            required
            value={typed.current}
            onChange={(event) => set({ current: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('own.next')}
            description={t('own.nextHint')}
            autoComplete="new-password"
            required
            minLength={10}
            value={typed.next}
            onChange={(event) => set({ next: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('own.again')}
            autoComplete="new-password"
            required
            value={typed.again}
            onChange={(event) => set({ again: event.currentTarget.value })}
            error={differs ? t('own.differs') : undefined}
          />
          <ProblemAlert error={change.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={differs || typed.again === ''}>
              {t('own.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
