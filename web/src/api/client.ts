// The one way to the server. `await get('/v1/units/{id}', {...})` gives the answer, or throws Problem or Unreachable.
import createClient from 'openapi-fetch'
import { deviceName } from '@/app/device'
import { problemOf, Unreachable } from './problem'
import { pathIn, realm } from './realm'
import type { paths } from './schema'

/** Called for every 401, so that the application can ask to sign in again. */
const onSignedOut = new Set<() => void>()
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

/** A header can carry bytes only: the text's UTF-8 bytes, one character each. */
function utf8Header(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}

/** fetch with our headers and realm; Unreachable when nobody answers. For answers that are no JSON; others use api. */
export async function send(input: Request | string, init?: RequestInit, which = realm()): Promise<Response> {
  const request = new Request(input, init)
  const url = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.set('X-Serno-Device', utf8Header(deviceName()))
  const { method, signal, keepalive } = request
  // A Request's bytes, not its stream: a body that streams needs HTTP/2.
  const read = () => (method === 'GET' || method === 'HEAD' ? undefined : request.blob())
  const body = input instanceof Request ? await read() : init?.body
  let response: Response
  try {
    response = await fetch(pathIn(which, url.pathname) + url.search, { method, headers, body, signal, keepalive })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable()
  }
  if (response.status === 401) for (const listener of onSignedOut) listener()
  return response
}

const client = createClient<paths>({ baseUrl: location.origin, fetch: (request: Request) => send(request) })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** Of a list, which has other forms for other media types, the page of JSON. */
type Page = { items: unknown[]; next: string | null }
type Body<T> = [Extract<T, Page>] extends [never] ? T : Extract<T, Page>

/** The answer's body; throws what was refused. */
export async function unwrap<T>(asked: Promise<Answer<T>>): Promise<Body<T>> {
  const { data, error, response } = await asked
  if (!response.ok) throw problemOf(response.status, error)
  return data as Body<T>
}

/** GET, POST, PATCH, DELETE of openapi-fetch, typed by spec/openapi.yaml. Wrap in unwrap(). */
export const api = client

/** The body of an answer that is text or a file; throws as unwrap does. */
export async function sendOk(input: Request | string, init?: RequestInit): Promise<Response> {
  const response = await send(input, init)
  if (response.ok) return response
  throw problemOf(response.status, await response.json().catch(() => null))
}
