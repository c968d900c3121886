// Users: asking for them, making and changing them.
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type User = components['schemas']['User']
export type Role = User['roles'][number]

export const roles: Role[] = ['operator', 'manager', 'support', 'auditor', 'admin']

export function isRole(name: string): name is Role {
  return roles.some((role) => role === name)
}

export const userQuery = (id: number) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/users/{id}', { params: { path: { id } }, signal })),
  })

export function makeUser(name: string, chosen: Role[], password: string): Promise<User> {
  return unwrap(api.POST('/v1/users', { body: { name, roles: chosen, password, active: true } }))
}

export function changeUser(user: Pick<User, 'id' | 'version'>, change: components['schemas']['UserChange']) {
  return unwrap(
    api.PATCH('/v1/users/{id}', {
      params: { path: { id: user.id }, header: { 'If-Match': `"${user.version}"` } },
      body: change,
    }),
  )
}
