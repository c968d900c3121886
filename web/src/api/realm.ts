// Two ledgers can be worked on: the real one, and the practice company (`/practice/v1/...`). People, keys and settings are always real.
export type Realm = 'real' | 'practice'

const ALWAYS_REAL = /^\/v1\/(session|me|users|keys|settings|views|practice|openapi\.yaml)(\/|$)/
const STORED = 'serno-realm'

let current: Realm = sessionStorage.getItem(STORED) === 'practice' ? 'practice' : 'real'

export function realm(): Realm {
  return current
}

/** The whole application must be loaded anew behind this, so that nothing of one realm is shown in the other. */
export function setRealm(next: Realm) {
  current = next
  sessionStorage.setItem(STORED, next)
}

/** The address of a path of the API in a realm. */
export function pathIn(which: Realm, path: string): string {
  return which === 'practice' && path.startsWith('/v1/') && !ALWAYS_REAL.test(path) ? `/practice${path}` : path
}
