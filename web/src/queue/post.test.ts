// What an answer to a scan means for it: sent, refused by a rule of ours, or to be tried again.
import { afterEach, expect, test, vi } from 'vitest'
import type { Scan } from './db'
import { post, retryAfter } from './post'

const entry = { id: 'a', command: 'move', body: {}, at: '2026-01-01T10:00:00Z', realm: 'real' } as unknown as Scan
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['an answer of ours', json(201, { events: [] }), 'done'],
  ['a refusal of ours', json(409, { code: 'wrong_status', detail: 'It is packed.' }), 'refused'],
  ['signed out', json(401, { code: 'unauthorised', detail: 'Sign in.' }), 'signed_out'],
  ['a page that wants a sign-in of its own', new Response('<html>', { status: 200 }), 'away'],
  ['a proxy that forbids', new Response('<html>', { status: 403 }), 'stumbled'],
  ['a proxy that knows no such place', json(404, { error: 'nothing here' }), 'stumbled'],
  ['the server fails', json(500, { code: 'internal', detail: 'Oh.' }), 'stumbled'],
  ['the server is away', new Response('', { status: 503 }), 'away'],
  ['too many', json(429, { code: 'throttled', detail: 'Wait.' }, { 'Retry-After': '3' }), 'away'],
])('%s', async (_, response, kind) => {
  vi.stubGlobal('fetch', async () => response)
  expect((await post(entry)).kind).toBe(kind)
})

test('no network', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(await post(entry)).toEqual({ kind: 'away', wait_ms: null })
})

test.each([
  ['3', 3000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 5000],
  ['soon', null],
  [null, null],
])('Retry-After: %s', (text, ms) => {
  expect(retryAfter(text, 5000)).toBe(ms)
})
