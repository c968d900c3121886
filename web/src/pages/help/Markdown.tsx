// Markdown as React elements, from the tokens of the parser: raw HTML is shown as text, never run.
import { Anchor, Blockquote, Code, List, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { marked, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode, useMemo } from 'react'
import classes from './Markdown.module.css'
import { slug, targetOf } from './topics'

export function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => marked.lexer(text), [text])
  return <div className={classes.text}>{each(tokens, block)}</div>
}

function each(tokens: readonly Token[] | undefined, render: (token: Token) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes under its keys
  return tokens?.map((token, index) => <Fragment key={index}>{render(token)}</Fragment>)
}

const inner = (token: { tokens?: Token[] }) => each(token.tokens, inline)

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'heading': {
      const { depth, text } = token as Tokens.Heading
      const order = Math.min(depth + 1, 6) as 2 | 3 | 4 | 5 | 6
      return (
        <Title order={order} id={slug(text)} className={classes.heading}>
          {inner(token as Tokens.Heading)}
        </Title>
      )
    }
    case 'paragraph':
      return <Text className={classes.paragraph}>{inner(token as Tokens.Paragraph)}</Text>
    case 'code':
      return (
        <Code block tabIndex={0} className={classes.code}>
          {(token as Tokens.Code).text}
        </Code>
      )
    case 'list':
      return <Items list={token as Tokens.List} />
    case 'table':
      return <Cells table={token as Tokens.Table} />
    case 'blockquote':
      return <Blockquote>{each((token as Tokens.Blockquote).tokens, block)}</Blockquote>
    case 'hr':
      return <hr />
    case 'space':
    case 'def':
      return null
    default:
      return inline(token)
  }
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inner(token as Tokens.Strong)}</strong>
    case 'em':
      return <em>{inner(token as Tokens.Em)}</em>
    case 'del':
      return <del>{inner(token as Tokens.Del)}</del>
    case 'codespan':
      return <Code>{(token as Tokens.Codespan).text}</Code>
    case 'br':
      return <br />
    case 'link':
      return <Reference link={token as Tokens.Link} />
    case 'image':
      return (token as Tokens.Image).text
    case 'text':
    case 'escape': {
      const text = token as Tokens.Text
      return text.tokens ? inner(text) : plain(text.text)
    }
    default:
      return token.raw
  }
}

/** The parser writes these five as entities; React would show them as they are. */
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}

function Reference({ link }: { link: Tokens.Link }) {
  const target = targetOf(link.href)
  if (!target) return inner(link)
  if (target.kind === 'here')
    return (
      <Anchor underline="always" href={`#${target.hash}`}>
        {inner(link)}
      </Anchor>
    )
  if (target.kind === 'web') {
    return (
      <Anchor underline="always" href={target.url} target="_blank" rel="noopener noreferrer">
        {inner(link)}
      </Anchor>
    )
  }
  const { topic, hash } = target
  return (
    <Anchor
      underline="always"
      renderRoot={(props) => <Link to="/help/$topic" params={{ topic }} hash={hash} {...props} />}
    >
      {inner(link)}
    </Anchor>
  )
}

function Items({ list }: { list: Tokens.List }) {
  return (
    <List type={list.ordered ? 'ordered' : 'unordered'} className={classes.list}>
      {list.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes under its keys
        <List.Item key={index}>{each(item.tokens, block)}</List.Item>
      ))}
    </List>
  )
}

function Cells({ table }: { table: Tokens.Table }) {
  const named = (cells: Tokens.TableCell[]) => cells.map((cell, index) => ({ cell, key: String(index) }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div className={classes.scroll} tabIndex={0}>
      <Table withTableBorder>
        <Table.Thead>
          <Table.Tr>
            {named(table.header).map(({ cell, key }) => (
              <Table.Th key={key}>{inner(cell)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes under its keys
            <Table.Tr key={index}>
              {named(row).map(({ cell, key }) => (
                <Table.Td key={key}>{inner(cell)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
