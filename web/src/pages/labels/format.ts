// Millimetres for the eye, in the reader's language.
import { language } from '@/i18n'

export function mmText(value: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(value)
}

/** What stands between whole and part in a field of numbers. */
export function decimalSign(): string {
  return language() === 'de' ? ',' : '.'
}
