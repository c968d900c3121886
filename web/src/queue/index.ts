// The offline queue, for the pages: a scan is kept on this device first, then sent in its order, until the server has answered.
//   const entry = await enqueue({ mode, code, command: 'move', body: {...}, subject: 'unit:A-1' }, me)   NotKept: was not accepted
//   useRecent(30) tells each entry's state; onVerdict() calls back with answer or problem; cancelWaiting() takes back what was not sent; when
//   it says false, enqueue `correct` with {undo: entry.id, reason} and the same subject: a command's (first) event has the command's id.
export type { Command, CommandAnswer, Scan, State } from './db'
export {
  cancelWaiting,
  discard,
  enqueue,
  enqueueAll,
  forgetPractice,
  type NewScan,
  NotKept,
  type Overview,
  type Person,
  retry,
  tabId,
  unsettled,
} from './entries'
export { onVerdict, useOverview, useQueue, useRecent, useSettledLately, useVerdicts } from './hooks'
export {
  type Known,
  knownLocation,
  knownParty,
  knownProduct,
  knownUnits,
  lookUpKnown,
  rememberUnits,
  type SeenUnit,
} from './masters'
export { refreshMasters } from './masters-refresh'
