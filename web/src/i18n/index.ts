// The languages. One namespace a feature, each a file of its own that is loaded when it is first needed. How to add a language: a
// folder beside en with the same files, and its name in `languages`; a test says what is missing.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const STORED = 'serno-language'
const files = import.meta.glob<{ default: Record<string, unknown> }>('./*/*.json')

export function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && name in languages
}

function preferred(): Language {
  const stored = localStorage.getItem(STORED)
  if (isLanguage(stored)) return stored
  const wanted = navigator.language.slice(0, 2)
  return isLanguage(wanted) ? wanted : 'en'
}

export async function startLanguages() {
  await i18next
    .use(initReactI18next)
    .use({
      type: 'backend',
      async read(language: string, namespace: string, done: (error: unknown, data: unknown) => void) {
        try {
          const file = await files[`./${language}/${namespace}.json`]?.()
          done(file ? null : new Error(`no texts: ${language}/${namespace}`), file?.default ?? null)
        } catch (error) {
          done(error, null)
        }
      },
    })
    .init({
      lng: preferred(),
      fallbackLng: 'en',
      ns: ['common', 'words', 'shell'],
      defaultNS: 'common',
      interpolation: { escapeValue: false }, // React escapes
      react: { useSuspense: true },
    })
  document.documentElement.lang = i18next.language
}

export function language(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en'
}

export function hasChosenLanguage(): boolean {
  return isLanguage(localStorage.getItem(STORED))
}

/** For now; setLanguage is for good, in this browser. */
export async function showLanguage(next: Language) {
  await i18next.changeLanguage(next)
  document.documentElement.lang = next
}

export async function setLanguage(next: Language) {
  localStorage.setItem(STORED, next)
  await showLanguage(next)
}
