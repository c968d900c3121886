import { describe, expect, it } from 'vitest'
import { readLines } from './ndjson'

function stream(...parts: string[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(bytes.encode(part))
      controller.close()
    },
  })
}

async function lines(body: ReadableStream<Uint8Array>, most = 99) {
  const found: string[] = []
  await readLines(body, (line) => found.push(line) < most)
  return found
}

describe('rows as they come', () => {
  it('joins lines that were cut', async () => {
    expect(await lines(stream('{"a":', '1}\n{"b"', ':2}\n', '{"c":3}'))).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
  })
  it('ends when there are enough', async () => {
    expect(await lines(stream('1\n2\n3\n'), 2)).toEqual(['1', '2'])
  })
})
