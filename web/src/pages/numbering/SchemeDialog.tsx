// Make or change a numbering scheme; what its pattern would give next is shown while it is typed.
import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './Numbering.module.css'
import { draftOf, inserted, isKind, pieces, type Restart, restarts, type Scheme, saveScheme } from './numbering'
import { PatternPreview } from './PatternPreview'

type Props = { scheme: Scheme | null; onDone: () => void; onClose: () => void }

export function SchemeDialog({ scheme, onDone, onClose }: Props) {
  const { t } = useTranslation(['numbering', 'common'])
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(scheme))
  const pattern = useRef<HTMLInputElement>(null)
  const change = (more: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...more }))
  const save = useMutation({
    mutationFn: () => saveScheme(scheme, draft),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['schemes'] })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const wrong = (field: string) =>
    save.error instanceof Problem && save.error.document.field === field ? save.error.document.detail : undefined
  const put = (piece: string) => {
    change({ pattern: inserted(draft.pattern, piece, pattern.current?.selectionStart ?? null) })
    pattern.current?.focus()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={scheme ? t('changeScheme') : t('newScheme')}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('common:code')}
            description={t('codeHint')}
            value={draft.code}
            onChange={(event) => change({ code: event.currentTarget.value })}
            error={wrong('code')}
            disabled={scheme !== null}
            required
            maxLength={80}
            data-autofocus={scheme ? undefined : true}
          />
          <TextInput
            label={t('common:name')}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={wrong('name')}
            required
            maxLength={200}
          />
          <SegmentedControl
            aria-label={t('kind')}
            disabled={scheme !== null}
            value={draft.kind}
            onChange={(kind) => isKind(kind) && change({ kind })}
            data={[
              { value: 'unit', label: t('ofUnits') },
              { value: 'package', label: t('ofPackages') },
            ]}
          />
          <TextInput
            ref={pattern}
            label={t('pattern')}
            description={t('patternHint')}
            ff="monospace"
            value={draft.pattern}
            onChange={(event) => change({ pattern: event.currentTarget.value })}
            error={wrong('pattern')}
            required
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            data-autofocus={scheme ? true : undefined}
          />
          <Group gap={6} role="group" aria-label={t('pieces')}>
            {pieces.map((piece) => (
              <UnstyledButton key={piece} className={classes.piece} onClick={() => put(piece)}>
                {piece}
              </UnstyledButton>
            ))}
          </Group>
          <MultiSelect
            label={t('restart')}
            description={t('restartHint')}
            data={restarts.map((value) => ({ value, label: t(`restarts.${value}`) }))}
            value={draft.restart}
            onChange={(values) => change({ restart: values as Restart[] })}
            clearButtonProps={{ 'aria-label': t('common:clear') }}
            clearable
          />
          <NumberInput
            label={t('first')}
            min={0}
            allowDecimal={false}
            value={draft.first}
            onChange={(value) => change({ first: Number(value) || 0 })}
          />
          <PatternPreview draft={draft} />
          <ProblemAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {scheme ? t('common:save') : t('common:create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
