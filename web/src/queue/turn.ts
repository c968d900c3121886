// Only one tab sends. With Web Locks (a secure context) the next tab has its turn in the moment in which the other ends; without them
// by a lease in the database. Sending twice would do no harm (the server knows the ids), it would only be work for nothing.
import { db } from './db'
import { tabId } from './entries'

const LOCK = 'serno-queue-sender'
const LEASE = 'sender'
const LEASE_MS = 10_000
const RENEW_MS = 3_000

type Lease = { tab: string; until: number }

/** true: this tab may send until the lease ends. */
export async function takeLease(tab: string, now = Date.now()): Promise<boolean> {
  return db.transaction('rw', db.meta, async () => {
    const row = await db.meta.get(LEASE)
    const lease = row?.value as Lease | undefined
    if (lease && lease.tab !== tab && lease.until > now && lease.until <= now + LEASE_MS) return false
    await db.meta.put({ key: LEASE, value: { tab, until: now + LEASE_MS } satisfies Lease })
    return true
  })
}

export async function giveLease(tab: string): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const row = await db.meta.get(LEASE)
    if ((row?.value as Lease | undefined)?.tab === tab) await db.meta.delete(LEASE)
  })
}

const pause = (ms: number, until: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (until.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    until.addEventListener('abort', end)
  })

/** Waits for the lease, runs work while it is ours, and again when it was lost. */
async function withLease(ended: AbortSignal, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
  while (!ended.aborted) {
    if (!(await takeLease(tabId).catch(() => false))) {
      await pause(RENEW_MS, ended)
      continue
    }
    const lost = new AbortController()
    const stop = () => lost.abort()
    ended.addEventListener('abort', stop)
    const renew = setInterval(() => {
      void takeLease(tabId).then((ours) => ours || lost.abort(), stop)
    }, RENEW_MS)
    await work(lost.signal)
    clearInterval(renew)
    ended.removeEventListener('abort', stop)
    await giveLease(tabId).catch(() => undefined)
  }
}

/** Runs work when it is this tab's turn, until ended; work must return soon when its signal says so. */
export async function inTurn(ended: AbortSignal, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
  if (!navigator.locks) return withLease(ended, work)
  try {
    await navigator.locks.request(LOCK, { signal: ended }, () => work(ended))
  } catch (error) {
    if (!ended.aborted) throw error
  }
}
