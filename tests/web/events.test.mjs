// Events: filters in the address, new ones announced and not pushed in, one event with its bytes and proof, undone.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const rows = (page) => page.locator('tbody tr')

async function shelf(server) {
  await server.must('POST', '/v1/locations', { code: 'BER', kind: 'site' })
  await server.must('POST', '/v1/locations', { code: 'BER-1', kind: 'bin', parent: 'BER' })
  await server.must('POST', '/v1/products', { sku: 'PUMP', name: 'Pump' })
}

const receive = (server, serial, options) =>
  server.must('POST', '/v1/commands/receive', { product: 'PUMP', serial, location: 'BER' }, options)

for (const device of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    scenario(`events, ${device}, ${scheme}`, { as: 'auditor', demo: true, device, scheme }, async ({ page }) => {
      await page.goto('/events')
      await rows(page).first().waitFor()
      await noSideways(page)
      await axe(page)
      await screenshot(page, `events-${device}-${scheme}`)
      await page.locator('tbody tr a').first().click()
      await page.getByText('As it was hashed').waitFor()
      await page.getByText('Root', { exact: true }).waitFor()
      await noSideways(page)
      await axe(page)
      await screenshot(page, `event-${device}-${scheme}`)
    })
  }
}

scenario('nothing has happened', { as: 'auditor' }, async ({ page }) => {
  await page.goto('/events')
  await page.getByText('Nothing has happened yet').waitFor()
})

scenario('filters stand in the address', { as: 'auditor', demo: true }, async ({ page, server }) => {
  const shipped = await server.must('GET', '/v1/events?command=ship&limit=1')
  const { order, actor } = shipped.items[0]
  await page.goto('/events?command=ship')
  await rows(page).first().waitFor()
  const kinds = await page.locator('tbody tr td:first-child').allTextContents()
  assert.deepEqual([...new Set(kinds)], ['Ship'])
  await page.getByLabel('Order').fill(order)
  await page.getByLabel('Order').press('Enter')
  await page.waitForURL((url) => url.searchParams.get('order') === order && url.searchParams.get('command') === 'ship')
  const found = await server.must('GET', `/v1/events?command=ship&order=${order}`)
  await waitUntil(async () => (await rows(page).count()) === found.items.length, 'the events of the order')
  await page.getByLabel('Who').fill('nobody at all')
  await page.getByLabel('Who').press('Enter')
  await page.getByText('There is no user nobody at all.').waitFor()
  await page.getByRole('main').getByRole('button', { name: 'Clear', exact: true }).last().click()
  await rows(page).first().waitFor()
  assert.equal(new URL(page.url()).search, '')
  assert.ok(actor)
})

scenario(
  'new events are announced, and shown when asked for',
  { as: 'auditor', fresh: true },
  async ({ page, server }) => {
    await shelf(server)
    await receive(server, 'N1')
    await page.goto('/events?command=receive')
    await waitUntil(async () => (await rows(page).count()) === 1, 'the first')
    await receive(server, 'N2')
    await receive(server, 'N3')
    await server.must('POST', '/v1/commands/move', { product: 'PUMP', serial: 'N3', location: 'BER-1' })
    const news = page.getByRole('button', { name: '2 new' })
    await news.waitFor()
    assert.equal(await rows(page).count(), 1)
    await axe(page)
    await news.click()
    await waitUntil(async () => (await rows(page).count()) === 3, 'all three')
    assert.equal(await page.getByRole('button', { name: /new$/ }).count(), 0)
  },
)

scenario(
  'the bytes that are copied are those that were hashed',
  { as: 'auditor', fresh: true },
  async ({ page, server }) => {
    await shelf(server)
    const { events } = await receive(server, '7"<&>\\ ü')
    await page.goto(`/events/${events[0].id}`)
    await page.getByRole('link', { name: '7"<&>\\ ü' }).waitFor()
    await page.getByRole('button', { name: 'Copy the bytes' }).click()
    const bytes = await waitUntil(() => page.evaluate(() => navigator.clipboard.readText()), 'the clipboard')
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(bytes, 'utf8')
      .digest('hex')
    await page.getByText(leaf).first().waitFor() // of a ledger of one event it is the root as well
    await page.getByRole('button', { name: 'Copy the proof' }).click()
    await waitUntil(
      async () => (await page.evaluate(() => navigator.clipboard.readText())).includes('"proof"'),
      'the proof',
    )
    await page.getByRole('link', { name: 'Check it in this browser' }).click()
    await page.waitForURL(`**/ledger?event=${events[0].id}`)
  },
)

scenario('who did it may undo it, and nobody else', { as: 'operator', fresh: true }, async ({ page, server, open }) => {
  await shelf(server)
  const { token } = await server.person(['operator'])
  const { events } = await receive(server, 'U1', { token })
  const other = await open({ as: 'support' })
  await other.goto(`/events/${events[0].id}`)
  await other.getByText('As it was hashed').waitFor()
  assert.equal(await other.getByRole('button', { name: 'Undo' }).count(), 0)
  await page.goto(`/events/${events[0].id}`)
  await page.getByRole('button', { name: 'Undo' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('the wrong one')
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await server.must('GET', '/v1/products/PUMP/units/U1')).status, 'allocated')
})
