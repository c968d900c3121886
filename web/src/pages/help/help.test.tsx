import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from './Markdown'
import { loadTopic, slug, targetOf, topics } from './topics'

const html = (text: string) =>
  renderToStaticMarkup(
    <MantineProvider>
      <Markdown text={text} />
    </MantineProvider>,
  )

describe('guides', () => {
  it('are there, each with its heading', async () => {
    expect(topics).toContain('importing')
    for (const topic of topics) expect(await loadTopic(topic), topic).toMatch(/^# \S/)
  })

  it('can all be shown', async () => {
    for (const topic of topics) {
      const text = ((await loadTopic(topic)) ?? '').replace(/\]\([^)h#][^)]*\)/g, '](#x)') // links need a router
      expect(html(text).length, topic).toBeGreaterThan(500)
    }
  })
})

describe('links', () => {
  const known = ['scanning', 'lifecycle']
  it.each([
    ['scanning.md#what-it-takes', { kind: 'topic', topic: 'scanning', hash: 'what-it-takes' }],
    ['../reference/lifecycle.md', { kind: 'topic', topic: 'lifecycle', hash: '' }],
    ['#here', { kind: 'here', hash: 'here' }],
    ['https://www.rfc-editor.org/rfc/rfc6962', { kind: 'web', url: 'https://www.rfc-editor.org/rfc/rfc6962' }],
    ['../tutorial.md', null],
    ['../../spec/openapi.yaml', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
  ])('%s', (href, want) => expect(targetOf(href, known)).toEqual(want))
})

describe('what is shown', () => {
  it('runs nothing', () => {
    const shown = html(
      'a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) `<b>` &lt;i&gt;',
    )
    expect(shown).not.toMatch(/<(script|img)/)
    expect(shown).not.toContain('href')
    expect(shown).toContain('&lt;script&gt;')
    expect(shown).toContain('&lt;b&gt;')
    expect(shown).toContain('&lt;i&gt;')
  })

  it('has tables, lists and headings that links find', () => {
    expect(html('## What it *takes*?\n\n- a\n- b\n\n| x | y |\n| - | - |\n| 1 | 2 |')).toMatch(
      /id="what-it-takes".*<li.*<table/s,
    )
    expect(slug('Who may? – all')).toBe('who-may--all')
  })
})
