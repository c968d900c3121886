// The same as a passing notice, for things without a place of their own.
import i18next from 'i18next'
import { Problem, Unreachable } from '@/api/problem'
import { notify } from './notify'

export function problemText(error: unknown): string {
  if (error instanceof Unreachable) return i18next.t('common:error.unreachable')
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error)
  const allowed = error.document.allowed
  if (!allowed?.length) return error.document.detail
  const names = allowed.map((name) =>
    i18next.t(`words:command.${name}` as 'words:command.move', { defaultValue: name }),
  )
  return `${error.document.detail} ${i18next.t('common:error.allowed', { commands: names.join(', ') })}`
}

export function showProblem(error: unknown) {
  notify({
    color: 'red',
    title: i18next.t(error instanceof Problem && error.status < 500 ? 'common:error.refused' : 'common:error.failed'),
    message: problemText(error),
    autoClose: 8000,
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
  })
}

export function showDone(message: string) {
  notify({ color: 'harbour', message, closeButtonProps: { 'aria-label': i18next.t('common:close') } })
}
