// Label templates and their designer: with the mouse, with keys alone, with what the server says of mistakes; at a desk and on a phone.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

let made = 0

/** A template of one's own, on the server. */
async function own(server, elements, more = {}) {
  made += 1
  const template = { name: `Test ${process.pid}-${made}`, for: 'unit', width: 50, height: 25, elements, ...more }
  return server.must('POST', '/v1/labels/templates', { template })
}

const text = { kind: 'text', x: 20, y: 5, w: 25, h: 5, content: '{unit.serial}' }
const symbol = { kind: 'symbol', x: 2, y: 2, w: 15, h: 15, symbology: 'gs1_datamatrix', content: '{gs1}' }
const stored = async (server, id) => (await server.must('GET', `/v1/labels/templates/${id}`)).template
const label = (page) => page.getByTestId('label')
const element = (page, name) => label(page).getByRole('button', { name })

async function opened(page, id) {
  await page.goto(`/labels/${id}`)
  await label(page).locator('img').waitFor()
}

for (const [device, scheme] of [
  ['desk', 'light'],
  ['desk', 'dark'],
  ['phone', 'light'],
]) {
  scenario(`labels, ${device}, ${scheme}`, { as: 'admin', demo: true, device, scheme }, async ({ page, server }) => {
    const { id } = await own(server, [text, symbol])
    await page.goto('/labels')
    const pictures = page.getByRole('list').getByRole('img')
    const { items } = await server.must('GET', '/v1/labels/templates?limit=1000')
    await waitUntil(async () => (await pictures.count()) === items.length, 'a picture of each template')
    await noSideways(page)
    await axe(page)
    await screenshot(page, `labels-${device}-${scheme}`)
    await opened(page, id)
    await element(page, /^Text/).click()
    await noSideways(page)
    await axe(page)
    await screenshot(page, `label-designer-${device}-${scheme}`)
  })
}

scenario('a ready template is only looked at, and copied', { as: 'manager' }, async ({ page, server }) => {
  await opened(page, 'roll-70x30-unit')
  await page.getByText('This template comes with the program').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Save' }).count(), 0)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('My 70 x 30')
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click()
  await page.getByRole('heading', { name: 'My 70 x 30' }).waitFor()
  await page.getByRole('button', { name: 'Save' }).waitFor()
  const { items } = await server.must('GET', '/v1/labels/templates?limit=1000')
  assert.equal(items.filter((one) => one.name === 'My 70 x 30' && !one.ready).length, 1)
})

scenario('dragged with the mouse: what is near draws, and it is drawn anew', { as: 'admin' }, async ({ page, server }) => {
  const { id } = await own(server, [text, symbol])
  await opened(page, id)
  const before = await label(page).locator('img').getAttribute('src')
  const box = await element(page, /^Text/).boundingBox()
  const paper = await label(page).boundingBox()
  const mm = paper.width / 50
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x - 2 * mm, at.y + 6 * mm, { steps: 4 })
  await page.mouse.move(at.x - 2.9 * mm, at.y + 7.1 * mm, { steps: 4 })
  await page.mouse.up()
  await waitUntil(async () => (await label(page).locator('img').getAttribute('src')) !== before, 'a new picture')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/is saved/).waitFor()
  const [moved, still] = (await stored(server, id)).elements
  assert.equal(moved.x, 17) // the symbol's right edge
  assert.equal(moved.y, 12) // its lower edge on that of the symbol
  assert.deepEqual(still, symbol)
})

scenario('a label from nothing to saved with keys alone', { as: 'admin' }, async ({ page, server }) => {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const focus = async (locator) => {
    await locator.waitFor()
    for (let i = 0; i < 120; i++) {
      if (await locator.evaluate((e) => e === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    assert.fail('cannot be reached with Tab')
  }
  await page.goto('/labels')
  await focus(page.getByRole('button', { name: 'New template' }).first())
  await press('Enter')
  await page.getByRole('dialog').getByLabel('Name').waitFor()
  await page.keyboard.type('By keys')
  await press('Enter')
  await page.getByRole('heading', { name: 'By keys' }).waitFor()
  await label(page).locator('img').waitFor()

  await focus(page.getByRole('button', { name: 'Add', exact: true }))
  await press('Enter')
  await page.getByRole('menuitem', { name: '{product.name}' }).waitFor()
  await page.getByRole('menuitem', { name: '{product.name}' }).focus()
  await press('Enter')
  const name = element(page, /^Text \{product\.name\}/)
  await focus(name)
  await press('Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowRight', 'Shift+Alt+ArrowRight')
  await press('Control+z', 'Control+y')
  await focus(page.getByRole('button', { name: 'Save' }))
  await press('Enter')
  await page.getByText('By keys is saved').waitFor()
  const { items } = await server.must('GET', '/v1/labels/templates?limit=1000')
  const { id } = items.find((one) => one.name === 'By keys')
  const last = (await stored(server, id)).elements.at(-1)
  assert.deepEqual([last.x, last.y, last.w, last.content], [12.6, 8.5, 26, '{product.name}'])
})

scenario('what the server refuses stands at the element', { as: 'admin' }, async ({ page, server }) => {
  const { id } = await own(server, [text, symbol])
  await opened(page, id)
  await element(page, /^Text/).click()
  await page.getByRole('textbox', { name: 'Content' }).fill('{unit.colour}')
  await page.getByRole('alert').getByText(/'\{unit\.colour\}' is nothing that a unit has/).waitFor()
  await element(page, /^Text/).and(page.locator('[data-wrong]')).waitFor()
  assert.equal(await page.locator('[data-element][data-wrong]').count(), 1)
  await axe(page)
  await page.getByRole('textbox', { name: 'Content' }).fill('SN ')
  await page.getByRole('textbox', { name: 'Content' }).press('End')
  await page.getByRole('button', { name: 'Insert a field' }).click()
  await page.getByRole('menuitem', { name: '{unit.serial}' }).click()
  assert.equal(await page.getByRole('textbox', { name: 'Content' }).inputValue(), 'SN {unit.serial}')
  await waitUntil(async () => (await page.locator('[data-wrong]').count()) === 0, 'nothing is wrong any more')
})

scenario('a sheet, true size by a ruler, a real unit, ZPL', { as: 'admin', demo: true }, async ({ page, server }) => {
  const { id } = await own(server, [text, symbol])
  await opened(page, id)
  await page.getByRole('switch', { name: 'Labels on a sheet' }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Columns').fill('5')
  await page.getByText(/5 labels need 250 × 25 mm; the sheet has 210 × 297 mm/).waitFor()
  await page.getByLabel('Columns').fill('4')
  await page.getByText(/4 labels need 200 × 25 mm of 210 × 297 mm/).waitFor()

  const real = page.getByRole('region', { name: 'True size' }).getByRole('img')
  const wide = (await real.boundingBox()).width
  await page.getByRole('button', { name: 'Hold a ruler to it' }).click()
  await page.getByLabel('It measures').fill('48')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await waitUntil(async () => Math.abs((await real.boundingBox()).width / wide - 60 / 48) < 0.02, 'a larger picture')

  const { items } = await server.must('GET', '/v1/units?limit=1')
  await page.getByLabel('Show the label of').fill(items[0].serial)
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'ZPL' }).click()
  await page.getByRole('dialog').getByText(/\^XA/).waitFor()
  const zpl = await page.getByRole('dialog').locator('pre').innerText()
  assert.ok(zpl.includes(items[0].serial), 'the unit that was chosen')
})
