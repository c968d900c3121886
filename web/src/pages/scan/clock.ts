// When a scan was made, as short as it can be said: today the time, before that the day too.
import { language } from '@/i18n'

export function clock(at: number, now = Date.now(), where: string = language()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  return new Intl.DateTimeFormat(where, {
    ...(today ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'short' }),
  }).format(at)
}
