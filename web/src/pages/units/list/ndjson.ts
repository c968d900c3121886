// Rows of an NDJSON answer, as they come.

/** Calls onRow for each line; it stops, and ends the transfer, as soon as onRow answers false. */
export async function readLines(body: ReadableStream<Uint8Array>, onRow: (line: string) => boolean): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      if (line === '' || onRow(line)) continue
      await reader.cancel()
      return
    }
    if (done) return
  }
}
