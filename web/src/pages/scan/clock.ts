// When a scan was made, as short as it can be said: today the time, before that the day too.
import { language } from '@/i18n'

/** The browser's own region, where it is of the chosen language: 24 hours or 12. */
function region(): string {
  const chosen = language()
  return navigator.languages?.find((name) => name.startsWith(chosen)) ?? chosen
}

export function clock(at: number, now = Date.now(), where = region()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  return new Intl.DateTimeFormat(where, {
    ...(today ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'short' }),
  }).format(at)
}
