// The guides that come with the program: Markdown of docs/, each loaded when it is opened. Pure but for loading.
const files = import.meta.glob<string>(
  ['../../../../docs/guides/*.md', '../../../../docs/concepts.md', '../../../../docs/reference/{lifecycle,access}.md'],
  { query: '?raw', import: 'default' },
)

const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.md$/, '')
const loaders = new Map(Object.entries(files).map(([path, load]) => [nameOf(path), load]))

export const topics: string[] = [...loaders.keys()].sort()

/** undefined: there is no such guide. */
export function loadTopic(topic: string): Promise<string> | undefined {
  return loaders.get(topic)?.()
}

/** Where a link of a guide leads: another guide, a place in this one, somewhere outside; null: nowhere that is here. */
export type Target =
  | { kind: 'topic'; topic: string; hash: string }
  | { kind: 'here'; hash: string }
  | { kind: 'web'; url: string }

export function targetOf(href: string, known: readonly string[] = topics): Target | null {
  if (/^https?:\/\//i.test(href)) return { kind: 'web', url: href }
  const [path = '', hash = ''] = href.split('#', 2)
  if (path === '') return { kind: 'here', hash }
  const topic = nameOf(path)
  return path.endsWith('.md') && known.includes(topic) ? { kind: 'topic', topic, hash } : null
}

/** Id of a heading, as links name it. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
