// Where things are: the checkout, and the packages of web/ that the tests use.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')

const require = createRequire(path.join(ROOT, 'web', 'package.json'))

export const { chromium } = require('playwright-core')

export const web = {
  /** axe-core as a script's text. */
  get axeSource() {
    return fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  },
}

/** The program under test: SERNO, which tests/web/run.sh sets. */
export const binary = path.resolve(process.env.SERNO ?? path.join(ROOT, 'build', 'src', 'serno'))
