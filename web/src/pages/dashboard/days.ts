// Days of a chart as the user's language writes them. A day is a date without a zone: it is written as it stands.
import i18next from 'i18next'

/** The browser's own region, where it is of the chosen language. */
const locale = () => navigator.languages?.find((name) => name.startsWith(i18next.language)) ?? i18next.language ?? 'en'
const format = (text: string, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { ...how, timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`))

export const day = (text: string) => format(text, { weekday: 'short', day: 'numeric', month: 'short' })
export const dayNumber = (text: string) => format(text, { day: 'numeric', month: 'short' })
