// Reads codes out of pictures, away from the page so that it stays smooth. zxing's own bytes come from our server, not from elsewhere.

import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { FromDecoder, Seen, ToDecoder } from './protocol'

const OPTIONS: ReaderOptions = {
  formats: [
    'Code128',
    'Code39',
    'EAN13',
    'EAN8',
    'UPCA',
    'UPCE',
    'ITF',
    'DataBar',
    'DataBarExp',
    'QRCode',
    'DataMatrix',
  ],
  tryHarder: true,
  maxNumberOfSymbols: 4,
  textMode: 'Plain', // element strings keep their FNC1
}

prepareZXingModule({ overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? wasm : path) } })

const post = (message: FromDecoder) => postMessage(message)

let paper: OffscreenCanvas | null = null

function pixels(frame: ImageBitmap): ImageData {
  if (paper?.width !== frame.width || paper.height !== frame.height)
    paper = new OffscreenCanvas(frame.width, frame.height)
  const pen = paper.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no canvas')
  pen.drawImage(frame, 0, 0)
  return pen.getImageData(0, 0, frame.width, frame.height)
}

/** With its symbology identifier, as a scanner would send it: that tells a GS1 symbol from a plain one. */
function seenIn(result: ReadResult): Seen {
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position
  return { text: result.symbologyIdentifier + result.text, box: [topLeft, topRight, bottomRight, bottomLeft] }
}

async function read(frame: ImageBitmap) {
  const { width, height } = frame
  try {
    const results = await readBarcodes(pixels(frame), OPTIONS)
    post({ type: 'seen', seen: results.filter((result) => result.isValid).map(seenIn), width, height })
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  } finally {
    frame.close()
  }
}

addEventListener('message', (message: MessageEvent<ToDecoder>) => void read(message.data.frame))

// A first, empty picture loads the decoder, so that its failure is known at once.
readBarcodes(new ImageData(8, 8), OPTIONS).then(
  () => post({ type: 'ready' }),
  (error: unknown) => post({ type: 'failed', message: String(error) }),
)
