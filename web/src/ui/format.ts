// Numbers and times as the user's language and zone write them. Pure: the language and "now" can be given.
import i18next from 'i18next'

function locale(): string {
  const chosen = i18next.language || 'en'
  // The browser's own region, where it is of the chosen language: 24 hours or 12, order of day and month.
  return navigator.languages?.find((name) => name.startsWith(chosen)) ?? chosen
}

/** To make one takes long, and a list needs hundreds. */
const formats = new Map<string, Intl.DateTimeFormat>()

function format(where: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${where} ${JSON.stringify(options)}`
  const old = formats.get(key)
  if (old) return old
  const made = new Intl.DateTimeFormat(where, options)
  formats.set(key, made)
  return made
}

export function number(value: number, where = locale()): string {
  return new Intl.NumberFormat(where).format(value)
}

/** exact: with seconds and zone. */
export function dateTime(at: string, exact = false, where = locale(), zone?: string): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return at
  return format(where, {
    dateStyle: exact ? 'full' : 'medium',
    timeStyle: exact ? 'long' : 'short',
    ...(zone ? { timeZone: zone } : {}),
  }).format(time)
}

export function date(at: string, where = locale()): string {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? at : format(where, { dateStyle: 'medium' }).format(time)
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function relative(at: string, now = Date.now(), where = locale()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(where, { numeric: 'auto' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(Math.abs(seconds) < 10 ? 0 : seconds, 'second')
}
