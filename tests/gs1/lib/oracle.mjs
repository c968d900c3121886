// What bwip-js says of an element string or a Digital Link. Its own encoders read, check and refuse; only what comes after that, making a
// Data Matrix symbol, is left out, or a million questions would take hours. drawn() asks the whole of it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../web/package.json', import.meta.url))
const path = require.resolve('bwip-js/node')

const source = `${readFileSync(path, 'utf8')}
const passed = {}
bwipp_datamatrix = () => { throw passed }
module.exports.judge = (encoder, text, options) => {
  try {
    bwipp_encode(null, encoder, text, options, true)
  } catch (error) {
    if (error !== passed) return String(error.message ?? error)
  }
  return ''
}
module.exports.elements = bwipp_gs1datamatrix
module.exports.link = bwipp_gs1dldatamatrix
`
const loaded = { exports: {} }
new Function('module', 'exports', 'require', source)(loaded, loaded.exports, require)
const untouched = require('bwip-js/node')

/** '' when it accepts, else why not. */
export const judge = {
  elements: (text) => loaded.exports.judge(loaded.exports.elements, text, { parse: true }),
  link: (text) => loaded.exports.judge(loaded.exports.link, text, {}),
}

/** The same question to bwip-js as it was published. */
export function drawn(kind, text) {
  const options = kind === 'link' ? { bcid: 'gs1dldatamatrix', text } : { bcid: 'gs1datamatrix', text, parse: true }
  try {
    untouched.raw(options)
  } catch (error) {
    return String(error.message ?? error)
  }
  return ''
}

export const version = untouched.BWIPP_VERSION
