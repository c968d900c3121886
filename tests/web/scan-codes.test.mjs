// What a code says, on the scan page and in the box that finds anything: fields, faults, differences, what may have been meant, and taking
// in something unknown by one touch.
import assert from 'node:assert/strict'
import { Floor } from './lib/floor.mjs'
import { axe, noSideways, scenario, screenshot, waitUntil, wedge } from './lib/harness.mjs'

const GS = '\x1d'

scenario(
  'an unknown serial of a known product is received by one touch',
  { as: 'manager' },
  async ({ page, server }) => {
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
  },
)

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

/** The box, as it is after a scan on a page that takes none itself. */
async function boxAfter(page, code) {
  await page.goto('/units')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await wedge(page, code)
  return page.getByRole('dialog')
}

scenario('the box opens what a whole code means', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [first, second] = await floor.stock(2)
  await boxAfter(page, `]d201${floor.gtin}21${first}${GS}11260101`)
  // "Made" is in the code alone: a difference, so it is looked at first.
  const box = page.getByRole('dialog')
  await box.getByText('Made: the code says 2026-01-01, the books say nothing.').waitFor()
  await wedge(page, `]d201${floor.gtin}21${second}`) // into the field that has the focus
  await page.getByRole('heading', { level: 1, name: second }).waitFor()
})

scenario('the box says where the code and the books differ', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [serial] = await floor.stock(1)
  const box = await boxAfter(page, `]d201${floor.gtin}21${serial}${GS}10L-9`)
  await box.getByText('Lot: the code says L-9, the books say nothing.').waitFor()
  const facts = box.getByTestId('facts')
  await facts.filter({ hasText: floor.gtin }).filter({ hasText: 'L-9' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/units', 'nothing was opened')
  assert.equal(await box.getByRole('textbox').inputValue(), `(01)${floor.gtin}(21)${serial}`)
  await axe(page)
  await screenshot(page, 'box-differs')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: serial }).waitFor()
})

scenario('the box says what is wrong with a code', { as: 'operator', device: 'phone' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [serial] = await floor.stock(1)
  const wrong = floor.gtin.slice(0, 13) + ((Number(floor.gtin[13]) + 1) % 10)
  const box = await boxAfter(page, `(01)${wrong}(21)${serial}`)
  await box.getByText(`${floor.gtin[13]} would be right`).waitFor()
  await box.getByText('(01) · character 18').waitFor()
  await box.getByText('Perhaps one of these was meant').waitFor()
  await box.getByRole('option', { name: serial }).waitFor()
  await noSideways(page)
  await axe(page)
  await screenshot(page, 'box-fault')
})

scenario('a product for an unknown GTIN is made from the scan page', { as: 'manager' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const first = '04012345678901'
  const code = `]d201${first}21N-1`
  await floor.open()
  await floor.mode('lookup')
  await floor.scan(code, 'Unknown', `(01)${first}(21)N-1`)
  await page.getByTestId('verdict').getByRole('button', { name: 'New product' }).click()
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByRole('textbox', { name: 'GTIN' }).inputValue(), first)
  await axe(page)
  await dialog.getByRole('textbox', { name: 'SKU' }).fill(`NEW-${floor.name}`)
  await dialog.getByRole('textbox', { name: 'Name' }).first().fill('Gauge')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByTestId('verdict').filter({ hasText: 'Gauge' }).getByRole('button', { name: 'Receive' }).waitFor()
  assert.equal((await server.must('GET', `/v1/products/NEW-${floor.name}`)).gtin, first)
})

scenario('who may not make products is not offered one', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  await floor.open()
  await floor.mode('lookup')
  await floor.scan(']d20104012345678918' + '21N-2', 'Unknown', '(01)04012345678918(21)N-2')
  await page.getByTestId('facts').waitFor()
  assert.equal(await page.getByRole('button', { name: 'New product' }).count(), 0)
})

scenario('what was received gets its label at once', { as: 'manager', device: 'phone' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [serial, ...more] = floor.serials(4)
  const printed = async (press, count) => {
    await press.click()
    const dialog = page.getByRole('dialog', { name: /Print .*label/ })
    const request = page.waitForRequest('**/v1/labels/render')
    await dialog.getByRole('button', { name: 'Print', exact: true }).click()
    const { units } = (await request).postDataJSON()
    assert.equal(units.length, count)
    await dialog.waitFor({ state: 'detached' })
    return units
  }
  await floor.open()
  await floor.mode('receive')
  await floor.tell(floor.dock)
  await floor.scan(`(01)${floor.gtin}(21)${serial}`, 'Receive: done')
  const panel = page.getByTestId('verdict')
  const [unit] = await printed(panel.getByRole('button', { name: 'Print the label' }), 1)
  assert.equal(unit, (await floor.unit(serial)).id)
  await noSideways(page)
  await floor.tell(floor.product)
  await page.getByRole('button', { name: 'Paste a list' }).click()
  const list = page.getByRole('dialog')
  await list.getByRole('textbox').fill(more.join('\n'))
  await list.getByRole('button', { name: 'Receive: 3 units' }).click()
  const units = await printed(list.getByRole('button', { name: 'Print 3 labels' }), 3)
  const wanted = await Promise.all(more.map((one) => floor.unit(one)))
  assert.deepEqual(
    units,
    wanted.map(({ id }) => id),
  )
})
