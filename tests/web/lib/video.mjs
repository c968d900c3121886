// A video of printed codes, as a camera sees them: Y4M, gray. Chromium plays it in a loop as its camera.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ROOT } from './web.mjs'

const bwip = createRequire(path.join(ROOT, 'web', 'package.json'))('bwip-js/node')
const WIDTH = 640
const HEIGHT = 480
const RATE = 10
const PAPER = 225
const INK = 25

/** The squares and bars of a code as rows of 0 and 1. */
function modulesOf(encoder, text) {
  const [drawn] = bwip.raw({ bcid: encoder, text, parsefnc: false })
  if (drawn.pixs) {
    const rows = Array.from({ length: drawn.pixy }, (_, y) => drawn.pixs.slice(y * drawn.pixx, (y + 1) * drawn.pixx))
    return { rows, tall: 1 }
  }
  const row = drawn.sbs.flatMap((width, at) => Array(Math.round(width)).fill(at % 2 === 0 ? 1 : 0))
  return { rows: [row], tall: 0 }
}

/** One picture: a sheet of paper on a dark table, the code in the middle. */
function picture(encoder, text) {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 90)
  const fill = (left, top, width, height, value) => {
    for (let y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
      luma.fill(value, y * WIDTH + Math.max(0, left), y * WIDTH + Math.min(WIDTH, left + width))
    }
  }
  fill(20, 40, WIDTH - 40, HEIGHT - 80, PAPER)
  const { rows, tall } = modulesOf(encoder, text)
  const columns = rows[0].length
  const size = tall ? Math.floor(300 / Math.max(columns, rows.length)) : Math.max(1, Math.floor(520 / columns))
  const height = tall ? size : 160
  const left = Math.floor((WIDTH - columns * size) / 2)
  const top = Math.floor((HEIGHT - rows.length * height) / 2)
  for (const [y, row] of rows.entries()) {
    for (const [x, dark] of row.entries()) if (dark) fill(left + x * size, top + y * height, size, height, INK)
  }
  return luma
}

/** file: where it is written. codes: [encoder of bwip-js, text]; each is held into the camera for a while, with a pause between. */
export function writeVideo(file, codes, { seconds = 1.5, pause = 0.4 } = {}) {
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const out = fs.openSync(file, 'w')
  fs.writeSync(out, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420jpeg\n`)
  const show = (luma, time) => {
    for (let at = 0; at < time * RATE; at++) {
      fs.writeSync(out, 'FRAME\n')
      fs.writeSync(out, luma)
      fs.writeSync(out, colour)
    }
  }
  const table = Buffer.alloc(WIDTH * HEIGHT, 90)
  for (const [encoder, text] of codes) {
    show(table, pause)
    show(picture(encoder, text), seconds)
  }
  fs.closeSync(out)
}
