// What can go wrong with a request: the server refuses (with its sentence), or cannot be reached.
import type { components } from './schema'

export type ProblemDocument = components['schemas']['Problem']

/** A refusal or failure, in the server's words. */
export class Problem extends Error {
  readonly document: ProblemDocument
  constructor(document: ProblemDocument) {
    super(document.detail)
    this.name = 'Problem'
    this.document = document
  }
  get code() {
    return this.document.code
  }
  get status() {
    return this.document.status
  }
}

/** Nobody answered: no network, or the server is away. Nothing is known about what was asked. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable')
    this.name = 'Unreachable'
  }
}

/** An answer that is no problem document (a proxy's page, say) as one, so that everybody handles one kind. */
export function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
    return new Problem(body as ProblemDocument)
  }
  return new Problem({
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail: `HTTP ${status}`,
    code: 'http',
    request_id: '',
  })
}

/** Worth repeating unchanged: nobody answered, or the server said that it cannot now. */
export function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Problem && (error.status >= 500 || error.status === 429))
}
