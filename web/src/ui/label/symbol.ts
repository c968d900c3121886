// Codes as pictures. bwip-js is large: only what prints labels loads this file, and only the encoders that labels use.
import { code128, datamatrix, drawingSVG, gs1_128, gs1datamatrix, gs1qrcode, qrcode } from 'bwip-js/browser'
import type { Label } from './label'

const encoders = { code128, datamatrix, 'gs1-128': gs1_128, gs1datamatrix, gs1qrcode, qrcode }

function isEncoder(name: string): name is keyof typeof encoders {
  return name in encoders
}

/** An address for <img>. Throws when the text cannot be encoded so. */
export function symbolUrl({ encoder, text }: Label['symbol']): string {
  if (!isEncoder(encoder)) throw new Error(`no such symbol: ${encoder}`)
  const linear = encoder.includes('128') ? { height: 12 } : {}
  const svg = encoders[encoder]({ bcid: encoder, text, scale: 2, ...linear }, drawingSVG())
  return `data:image/svg+xml,${encodeURIComponent(String(svg))}`
}
