// Parties (customers, suppliers, carriers, staff): asking for them, and the form's fields.
import { queryOptions } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import type { Field } from '@/ui/master/fields'

export type Party = components['schemas']['Party']

export const partyKinds: Party['kind'][] = ['customer', 'supplier', 'carrier', 'staff']

export function isPartyKind(text: string | undefined): text is Party['kind'] {
  return partyKinds.some((kind) => kind === text)
}

export const partyQuery = (code: string) =>
  queryOptions({
    queryKey: ['parties', 'one', code],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/parties/{code}', { params: { path: { code } }, signal })),
  })

export function sendParty(known: Party | null) {
  return (body: Record<string, unknown>): Promise<Party> =>
    known
      ? unwrap(
          api.PATCH('/v1/parties/{code}', {
            params: { path: { code: known.code }, header: { 'If-Match': `"${known.version}"` } },
            body,
          }),
        )
      : unwrap(api.POST('/v1/parties', { body: body as components['schemas']['PartyNew'] }))
}

export function partyFields(t: TFunction<['parties', 'common']>, kindName: (kind: string) => string): Field[] {
  return [
    { name: 'code', label: t('common:code'), kind: 'code', required: true, max: 80, hint: t('parties:codeHint') },
    { name: 'name', label: t('common:name'), kind: 'text', required: true, max: 200 },
    {
      name: 'kind',
      label: t('parties:kind'),
      kind: 'choice',
      required: true,
      choices: partyKinds.map((kind) => ({ value: kind, label: kindName(kind) })),
    },
    { name: 'contact', label: t('parties:contact'), kind: 'text', max: 200 },
    { name: 'email', label: t('parties:email'), kind: 'text', max: 200 },
    { name: 'phone', label: t('parties:phone'), kind: 'text', max: 80 },
    { name: 'address', label: t('parties:address'), kind: 'long', max: 1000 },
    { name: 'gln', label: 'GLN', kind: 'code', max: 13, nullable: true },
    { name: 'attributes', label: t('parties:attributes'), kind: 'pairs' },
  ]
}
