// What a code says, on the scan page: fields, faults, what may have been meant, and taking in something unknown by one touch.
import assert from 'node:assert/strict'
import { Floor } from './lib/floor.mjs'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const GS = '\x1d'

scenario('an unknown serial of a known product is received by one touch', { as: 'manager' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const { dock, gtin, product } = floor
  const [serial] = floor.serials(1)
  const shown = `(01)${gtin}(21)${serial}`
  const code = `]d201${gtin}21${serial}${GS}10L-1${GS}17281231`
  await floor.open()
  await floor.mode('receive')
  await floor.tell(dock)
  await floor.mode('lookup')
  await floor.scan(code, 'Unknown', shown)
  const facts = page.getByTestId('facts')
  await facts.filter({ hasText: 'L-1' }).filter({ hasText: '2028-12-31' }).filter({ hasText: gtin }).waitFor()
  await axe(page)
  await screenshot(page, 'scan-unknown')
  await page.getByTestId('verdict').getByRole('button', { name: 'Receive' }).click()
  await waitUntil(async () => (await server.api('GET', `/v1/products/${product}/units/${serial}`)).status === 200)
  const unit = await floor.unit(serial)
  assert.deepEqual([unit.status, unit.location, unit.lot, unit.expires], ['in_stock', dock, 'L-1', '2028-12-31'])

  await floor.scan(`]d201${gtin}21${serial}${GS}10L-2`, 'In stock', shown)
  await facts.filter({ hasText: 'Lot: the code says L-2, the books say L-1.' }).waitFor()
  await screenshot(page, 'scan-differs')
})

scenario('a code that breaks a rule says where', { as: 'operator', device: 'phone' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [serial] = await floor.stock(1)
  const wrong = floor.gtin.slice(0, 13) + ((Number(floor.gtin[13]) + 1) % 10)
  await floor.open()
  await floor.mode('lookup')
  await floor.scan(`(01)${wrong}(21)${serial}`, `${floor.gtin[13]} would be right`)
  await page.getByTestId('facts').filter({ hasText: 'character 18' }).waitFor()
  await page.getByTestId('verdict').getByRole('button', { name: serial }).waitFor()
  await noSideways(page)
  await screenshot(page, 'scan-fault')
})
