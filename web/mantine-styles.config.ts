// Mantine's styles in two pieces, so that the scan page needs not load those of tables, menus and dialogs: whoever imports a component
// whose styles are not in src/app/styles/core.css gets src/app/styles/rest.css, too.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const core = new Set(
  [...readFileSync(here('src/app/styles/core.css'), 'utf8').matchAll(/styles\/([\w-]+)\.css/g)].map(
    (match) => match[1],
  ),
)

/** Components made of others: those whose styles they use. */
const madeOf: Record<string, string[]> = {
  TextInput: ['Input'],
  Textarea: ['Input'],
  Select: ['Combobox'],
  MultiSelect: ['Combobox'],
  Autocomplete: ['Combobox'],
  TagsInput: ['Combobox'],
  NativeSelect: ['Input'],
  JsonInput: ['Input'],
  FileInput: ['Combobox'],
  Collapse: ['Flex'],
  FileButton: ['Flex'],
}

function stylesOf(component: string): string[] {
  return (
    madeOf[component] ?? (existsSync(here(`node_modules/@mantine/core/styles/${component}.css`)) ? [component] : [])
  )
}

export function needsRest(code: string): boolean {
  if (/^import (?!type\b)[^'"]*from '@mantine\/(notifications|dates)'/m.test(code)) return true
  const imports = [...code.matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g)]
  const names = imports.flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim().split(' ')[0] ?? ''))
  return names.some((name) => stylesOf(name).some((style) => !core.has(style)))
}

export function mantineStyles(): Plugin {
  return {
    name: 'serno-mantine-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || !needsRest(code)) return null
      return { code: `import '@/app/styles/rest.css'\n${code}`, map: null }
    },
  }
}
