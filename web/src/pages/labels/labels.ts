// Label templates: asking for them, keeping them, and what the server draws of them.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, sendOk, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import type { components } from '@/api/schema'
import { namesIn } from '@/designer/properties'
import type { Target, Template } from '@/designer/template'

export type Summary = components['schemas']['LabelTemplateSummary']
export type View = Omit<components['schemas']['LabelTemplateView'], 'template'> & { template: Template }
export type Dpi = 203 | 300 | 600

const ALL = 1000

export const templatesQuery = queryOptions({
  queryKey: ['labels', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/v1/labels/templates', { params: { query: { limit: ALL } }, signal }))).items as Summary[],
})

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['labels', 'one', id],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v1/labels/templates/{id}', { params: { path: { id } }, signal }))) as View,
  })

type Body = components['schemas']['LabelTemplate']

export async function makeTemplate(template: Template): Promise<View> {
  return (await unwrap(api.POST('/v1/labels/templates', { body: { template: template as Body } }))) as View
}

export async function copyTemplate(id: string, name: string): Promise<View> {
  return (await unwrap(api.POST('/v1/labels/templates', { body: { copy: id, name } }))) as View
}

export async function saveTemplate(view: Pick<View, 'id' | 'version'>, template: Template): Promise<View> {
  const params = { path: { id: view.id }, header: { 'If-Match': `"${view.version}"` } }
  return (await unwrap(
    api.PATCH('/v1/labels/templates/{id}', { params, body: { template: template as Body } }),
  )) as View
}

export function deleteTemplate(id: string) {
  return unwrap(api.DELETE('/v1/labels/templates/{id}', { params: { path: { id } } }))
}

// ---- drawing ----

/** What is drawn instead of the examples; at most one thing. */
export type Subject = Partial<
  Pick<components['schemas']['LabelPreview'], 'units' | 'packages' | 'locations' | 'products'>
>
export type Wanted = { template: string | Template; format: 'svg' | 'zpl'; dpi?: Dpi; subject?: Subject }

/** The label as text: SVG or ZPL. */
export async function draw({ template, format, dpi = 300, subject = {} }: Wanted, signal?: AbortSignal) {
  const body = JSON.stringify({ template, format, dpi, ...subject })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await sendOk(`${location.origin}/v1/labels/preview`, { method: 'POST', headers, body, signal })
  return answer.text()
}

/** An address for <img>. */
export function pictureUrl(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Few at a time: a list of templates asks for all its pictures at once, and others draw, too. */
const AT_ONCE = 2
const waiting: (() => void)[] = []
let drawing = 0

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (drawing >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else drawing += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }
}

export const pictureQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['labels', 'picture', id, version],
    queryFn: ({ signal }) => inTurn(async () => pictureUrl(await draw({ template: id, format: 'svg' }, signal))),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Names of what such a thing can say on its label, as the server tells them to whoever asks for one that is none. */
export const fieldsQuery = (target: Target) =>
  queryOptions({
    queryKey: ['labels', 'fields', target],
    queryFn: async ({ signal }): Promise<string[]> => {
      const element = { kind: 'text' as const, x: 0, y: 0, w: 10, h: 5, content: '{?}' }
      const template: Template = { name: '?', for: target, width: 10, height: 5, elements: [element] }
      try {
        await draw({ template, format: 'svg' }, signal)
        return []
      } catch (error) {
        if (error instanceof Problem && error.status < 500) return namesIn(error.document.detail)
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
