// The scan page: every mode with a simulated wedge scanner, and what the ledger says afterwards; the keyboard alone; two people at one
// unit; undo; pasted lists; how long a scan takes to its beep.
import assert from 'node:assert/strict'
import os from 'node:os'
import { Floor } from './lib/floor.mjs'
import { axe, figure, noSideways, scenario, screenshot, waitUntil, wedge } from './lib/harness.mjs'

const { stringify } = JSON
const GS = '\x1d'
const BEEP_MS = 150
const LIST = process.env.SERNO_LONG === '1' ? 100_000 : 10_000

scenario('every mode ends in the ledger', { as: 'manager' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const { dock, bin, shelf, customer, borrower, product, gtin } = floor
  const [one, two, three] = floor.serials(3)
  const box = `BOX-${floor.name}`

  await floor.open()
  await floor.mode('receive')
  await floor.tell(dock)
  await floor.tell(`]E0${gtin.slice(1)}`, product)
  await floor.scan(one, 'Receive: done')
  await floor.scan(two, 'Receive: done')
  await floor.scan(
    `]d201${gtin}21${three}${GS}10L-${floor.name}${GS}17281231`,
    'Receive: done',
    `(01)${gtin}(21)${three}`,
  )
  assert.deepEqual(await floor.state(one), ['in_stock', dock])
  assert.equal((await floor.unit(three)).lot, `L-${floor.name}`)
  assert.equal((await floor.unit(three)).expires, '2028-12-31')

  await floor.mode('lookup')
  await floor.scan(two, 'In stock')
  await floor.scan('NOBODY-KNOWS-IT', 'Unknown')

  await floor.mode('move')
  await floor.scan(one, 'First: Place')
  await floor.tell(shelf)
  await floor.scan(one, 'Put away: done')
  assert.deepEqual(await floor.state(one), ['in_stock', shelf])

  await floor.mode('pick')
  await floor.scan(`${product}:${one}`, 'Pick: done')
  assert.equal((await floor.unit(one)).status, 'picked')

  await floor.mode('pack')
  await floor.tell(box)
  await floor.scan(one, 'Pack: done')
  const packed = await floor.unit(one)
  assert.deepEqual([packed.status, packed.package], ['packed', box])

  await floor.mode('ship')
  await floor.tell(customer)
  await floor.scan(box, 'Ship: ')
  const shipped = await floor.unit(one)
  assert.deepEqual([shipped.status, shipped.party], ['in_transit', customer])

  await floor.mode('return')
  await floor.tell(dock)
  await floor.scan(box, 'Return: ')
  assert.deepEqual(await floor.state(one), ['returned', dock])

  await floor.mode('check_out')
  await floor.tell(borrower)
  await floor.scan(two, 'Check out: done')
  assert.deepEqual([(await floor.unit(two)).status, (await floor.unit(two)).party], ['on_loan', borrower])

  await floor.mode('check_in')
  await floor.tell(bin)
  await floor.scan(two, 'Check in: done')
  assert.deepEqual(await floor.state(two), ['in_stock', bin])

  await floor.mode('count')
  await floor.tell(shelf)
  await floor.scan(two, 'Count: done')
  assert.deepEqual(await floor.state(two), ['in_stock', shelf])

  await floor.mode('hold')
  const told = page.getByRole('region', { name: 'Holds for every scan' })
  await told.getByRole('button', { name: /^Hold/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Quality' }).click()
  await told.getByRole('button', { name: /^Reason/ }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('a scratch')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await floor.scan(two, 'Hold: done')
  assert.deepEqual((await floor.unit(two)).holds, ['quality'])
})

scenario('receive, put away and ship with the keyboard alone', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = floor.serials(1)
  const box = `BOX-${floor.name}`
  await floor.open()
  const type = async (code, says, shown = code) => {
    await page.keyboard.press('i')
    await page.locator('input:focus').waitFor()
    await page.keyboard.type(code, { delay: 45 })
    await page.keyboard.press('Enter')
    await floor.verdict(shown, says)
    await page.keyboard.press('Escape')
  }
  for (const [mode, done, ...codes] of [
    ['receive', 'Receive: done', floor.dock, floor.product, one],
    ['move', 'Put away: done', floor.shelf, one],
    ['pick', 'Pick: done', one],
    ['pack', 'Pack: done', box, one],
    ['ship', 'Ship: done', floor.customer, box],
  ]) {
    await floor.mode(mode)
    // What comes last is the thing itself: then the server has answered.
    for (const code of codes) await type(code, code === codes.at(-1) ? done : '')
  }
  assert.equal((await floor.unit(one)).status, 'in_transit')
  // The rest of the page by Tab: every control shows where the focus is, and Enter does it.
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await floor.verdict(box, 'Undo: done')
  assert.equal((await floor.unit(one)).status, 'packed')
})

scenario('two people at one unit', { as: 'operator' }, async ({ page, server, open }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  const other = floor.at(await open({ as: 'operator' }))
  await Promise.all([floor.open(), other.open()])
  await Promise.all([floor.mode('pick'), other.mode('pick')])
  await floor.scan(one, 'Pick: done')
  await other.scan(one, 'Refused')
  await other.page.getByTestId('verdict').getByText('it is picked').waitFor()
  await other.page.getByTestId('verdict').getByRole('button', { name: 'Unpick' }).click()
  await other.verdict(one, 'Unpick: done')
  assert.equal((await floor.unit(one)).status, 'in_stock')
  await floor.mode('lookup')
  await floor.scan(one, 'In stock')
  assert.equal(
    await other.page.getByText('Refused', { exact: true }).count(),
    0,
    'what was settled is no longer refused',
  )
})

scenario('a number that two products have asks which', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  const twin = `TWIN-${floor.name}`
  await floor.give('POST', '/v1/products', { sku: twin, name: 'Its twin' })
  await floor.give('POST', '/v1/commands/receive', {
    product: twin,
    serial: one,
    location: floor.dock,
  })
  await floor.open()
  await floor.mode('move')
  await floor.tell(floor.shelf)
  await floor.scan(one, 'Which one?')
  await page.getByTestId('verdict').getByRole('button', { name: twin }).click()
  await floor.verdict(one, 'Put away: done')
  const moved = await floor.give('GET', `/v1/products/${twin}/units/${one}`)
  assert.deepEqual([moved.location, (await floor.unit(one)).location], [floor.shelf, floor.dock])
})

scenario('a stolen unit raises the alarm', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  await floor.give('POST', '/v1/commands/report_stolen', {
    product: floor.product,
    serial: one,
    reason: 'a window is broken',
  })
  await floor.open()
  await floor.mode('pick')
  await floor.scan(one, 'ALARM')
  assert.equal(await page.evaluate(() => performance.getEntriesByName('serno:beep').at(-1)?.detail), 'alarm')
  await axe(page)
})

scenario('undo of the last scan: a correcting event', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  await floor.open()
  await floor.mode('move')
  await floor.tell(floor.shelf)
  await floor.scan(one, 'Put away: done')
  await page.keyboard.press('u')
  await floor.verdict(one, 'Undo: done')
  assert.deepEqual(await floor.state(one), ['in_stock', floor.dock])
  const { items } = await floor.give('GET', `/v1/units/${(await floor.unit(one)).id}/history`)
  assert.ok(items.some((event) => event.command === 'correct' && event.undo))
  await page.getByRole('list', { name: 'Scans on this device' }).getByText('Undone').waitFor()
})

const AWAY = [/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/]
scenario(
  'without a network: kept, taken back, or sent later',
  { as: 'operator', allow: AWAY },
  async ({ page, server }) => {
    const floor = await Floor.make(server, page)
    const [one, two] = await floor.stock(2)
    await floor.open()
    await floor.mode('move')
    await floor.tell(floor.shelf)
    await page.context().setOffline(true)
    await floor.scan(one, 'Kept on this device')
    await page.getByRole('button', { name: 'Undo' }).click()
    // Taken out of the queue, or, if it was tried before and nobody knows whether it arrived, corrected behind it.
    const list = page.getByRole('list', { name: 'Scans on this device' })
    await list.getByText(/^(Taken back before it was sent|Undone)$/).waitFor()
    await floor.scan(two, 'Kept on this device')
    await floor.tell(floor.bin)
    await page.context().setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await waitUntil(async () => (await floor.unit(two)).location === floor.shelf, 'the kept scan arrives')
    await waitUntil(async () => (await page.getByText(/kept on this device|sending/i).count()) === 0, 'nothing waits')
    assert.equal((await floor.unit(one)).location, floor.dock)
  },
)

scenario('a long pasted list', { as: 'manager', timeout: 240_000 }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  await floor.open()
  await floor.mode('receive')
  await floor.tell(floor.dock)
  await floor.tell(floor.product)
  const paste = async (text) => {
    await page.keyboard.press('b')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(text)
    await dialog.getByRole('button', { name: /^Receive/ }).click()
    return dialog
  }
  const began = performance.now()
  const done = await paste(`${floor.name}-000001+${LIST}`)
  await done.getByText(/Done: 100.?000 units|Done: 10.?000 units/).waitFor({ timeout: 60_000 })
  figure(`scan page: a pasted list of ${LIST} serials received in ${Math.round(performance.now() - began)} ms`)
  await page.keyboard.press('Escape')
  const { items } = await floor.give('GET', `/v1/stock?product=${floor.product}`)
  assert.equal(
    items.reduce((sum, row) => sum + row.quantity, 0),
    LIST,
  )
  const again = await paste(`${floor.name}-000001\n${floor.name}-NEW\n${floor.name}-000001`)
  await again.getByText('1 was refused:').waitFor()
  await again.getByText(`${floor.name}-000001`).first().waitFor()
  await axe(page)
  assert.equal((await floor.unit(`${floor.name}-NEW`)).status, 'in_stock')
})

scenario('the beep', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const serials = await floor.stock(60)
  await floor.open()
  await floor.mode('move')
  await floor.tell(floor.shelf)
  const times = []
  for (const serial of serials) {
    await page.evaluate(() => performance.clearMarks('serno:beep'))
    // From before the first key is on its way, by the clock: the keys' own times may run ahead of it.
    const began = Date.now()
    await wedge(page, serial)
    const beep = await page
      .waitForFunction(() => {
        const [mark] = performance.getEntriesByName('serno:beep')
        return mark ? { at: performance.timeOrigin + mark.startTime, kind: mark.detail } : null
      })
      .then((handle) => handle.jsonValue())
    times.push({ ms: beep.at - began, kind: beep.kind })
  }
  assert.deepEqual([...new Set(times.map((time) => time.kind))], ['good'])
  const sorted = times.map((time) => time.ms).sort((a, b) => a - b)
  const at = (share) => Math.round(sorted[Math.floor((sorted.length - 1) * share)])
  figure(
    `scan page: from the last key to the beep p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${serials.length} scans, loopback)`,
  )
  assert.ok(at(0.5) <= BEEP_MS, `p50 ${at(0.5)} ms`)
  // Where others want the processors too, the slowest scans tell of those others.
  const alone = os.loadavg()[0] < os.cpus().length
  assert.ok(!alone || at(0.95) <= BEEP_MS, `p95 ${at(0.95)} ms`)
})

scenario('scanning on another page opens what it is', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  const { id } = await floor.unit(one)
  await page.goto('/stock')
  await page.getByText(floor.product).first().waitFor()
  await wedge(page, one)
  await page.waitForURL(`**/units/${id}`)
})

scenario('a burst into a field is a scan; typing stays in the field', { as: 'operator' }, async ({ page, server }) => {
  const floor = await Floor.make(server, page)
  const [one] = await floor.stock(1)
  await floor.open()
  await floor.mode('move')
  await floor.tell(floor.shelf)
  const field = page.getByLabel('Code', { exact: true })
  await field.focus()
  await page.keyboard.type('abc', { delay: 120 })
  await page.waitForTimeout(120) // a hand that rests, before the scanner comes
  await wedge(page, one)
  await floor.verdict(one, 'Put away: done')
  assert.equal(await field.inputValue(), 'abc')
})

for (const [device, scheme, language] of [
  ['phone', 'light', 'en'],
  ['phone', 'dark', 'de'],
  ['desk', 'light', 'de'],
  ['desk', 'dark', 'en'],
]) {
  scenario(
    `looks well: ${device}, ${scheme}, ${language}`,
    { as: 'operator', device, scheme, language },
    async ({ page, server }) => {
      const floor = await Floor.make(server, page)
      const [one, two, three] = await floor.stock(3)
      await floor.give('POST', '/v1/commands/pick', {
        units: [{ product: floor.product, serial: three }],
      })
      await floor.open()
      await floor.mode('receive')
      await axe(page)
      await noSideways(page)
      await floor.mode('move')
      await floor.tell(floor.shelf)
      for (const serial of [one, two]) await floor.scan(serial, '')
      await axe(page)
      await screenshot(page, `scan-${device}-${scheme}`)
      await floor.mode('pick')
      await floor.scan(three, '')
      await axe(page)
      await noSideways(page)
      await screenshot(page, `scan-refused-${device}-${scheme}`)
      assert.ok(stringify(await floor.state(one)).includes(floor.shelf))
    },
  )
}
