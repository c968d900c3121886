// What is done is kept for a week, at most 5,000 of it; what was taken back as long. What was refused stays until a person settles it,
// and what a person gave up stays for good: it is the record of that decision.
import Dexie from 'dexie'
import { db } from './db'

const DAYS = 7
const MOST_DONE = 5_000

export async function prune(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - DAYS * 86_400_000).toISOString()
  const settled = (state: 'done' | 'dropped', to: string) =>
    db.scans.where('[state+finished_at]').between([state, Dexie.minKey], [state, to])
  await db.transaction('rw', db.scans, async () => {
    await settled('done', before).delete()
    await settled('dropped', before)
      .and((entry) => entry.dropped?.how === 'cancelled')
      .delete()
    const done = await db.scans.where('state').equals('done').count()
    if (done <= MOST_DONE) return
    await db.scans
      .where('[state+finished_at]')
      .between(['done', Dexie.minKey], ['done', Dexie.maxKey])
      .limit(done - MOST_DONE)
      .delete()
  })
}
