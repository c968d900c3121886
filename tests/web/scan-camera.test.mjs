// The camera as a scanner: codes drawn on paper, filmed, read, and in the ledger.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { Floor } from './lib/floor.mjs'
import { axe, figure, scenario, screenshot, waitUntil } from './lib/harness.mjs'
import { writeVideo } from './lib/video.mjs'

const GTIN = '04006381333931'
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'serno-film-'))
const film = path.join(folder, 'codes.y4m')
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const FILM = [
  ['code128', 'FILM-DOCK'],
  ['ean13', GTIN.slice(1)],
  ['code128', 'FILM-1D'],
  ['qrcode', 'FILM-QR'],
  ['datamatrix', 'FILM-DM'],
  ['gs1datamatrix', `(01)${GTIN}(21)FILM-GS1(10)FILM-LOT`],
]
writeVideo(film, FILM)

scenario('the camera reads 1D, QR and Data Matrix', { as: 'operator', camera: film }, async ({ page, server }) => {
  const floor = new Floor(server, page, 'FILM')
  await floor.give('POST', '/v1/locations', { code: 'FILM-DOCK', kind: 'site', name: 'Filmed dock' })
  await floor.give('POST', '/v1/products', { sku: floor.product, name: 'Filmed pump', gtin: GTIN })
  await floor.open()
  await floor.mode('receive')
  await page.getByRole('button', { name: 'Camera' }).click()
  await page.getByRole('region', { name: 'Camera' }).waitFor()
  const began = performance.now()
  const wanted = ['FILM-1D', 'FILM-QR', 'FILM-DM', 'FILM-GS1']
  await waitUntil(
    async () => {
      const { items } = await floor.give('GET', `/v1/units?product=${floor.product}`)
      return wanted.every((serial) => items.some((unit) => unit.serial === serial))
    },
    'every code of the film is in the ledger',
    90_000,
  )
  figure(`scan page: a film of ${FILM.length} codes read in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  assert.equal((await floor.unit('FILM-GS1')).lot, 'FILM-LOT')
  assert.deepEqual(await floor.state('FILM-QR'), ['in_stock', 'FILM-DOCK'])
  await axe(page)
  await screenshot(page, 'scan-camera')
  await page.getByRole('button', { name: 'Close camera' }).first().click()
  await page.getByRole('region', { name: 'Camera' }).waitFor({ state: 'detached' })
})
