// The office behind the public pages: they are switched on, reports of strangers are decided, suspects dismissed, targets kept.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const HOSTILE = 'Bought on <b>Monday</b> <img src=x onerror="document.title=1">'

async function company(server) {
  await server.must('PATCH', '/v1/settings', { organisation: 'Northwind', base_url: server.url })
  await server.must('POST', '/v1/locations', { code: 'HOUSE', kind: 'site' })
  await server.must('POST', '/v1/parties', { code: 'JANE', name: 'Jane Doe', kind: 'customer' })
  await server.must('POST', '/v1/products', { sku: 'CAM-4K', gtin: '04006381333931', name: 'Camera 4K' })
  const units = {}
  for (const serial of ['CAM-1', 'CAM-2']) {
    const made = await server.must('POST', '/v1/commands/receive', { product: 'CAM-4K', serial, location: 'HOUSE' })
    units[serial] = made.unit.id
  }
  for (const [command, more] of [
    ['pick', {}],
    ['pack', {}],
    ['ship', { party: 'JANE' }],
    ['deliver', {}],
  ]) {
    await server.must('POST', `/v1/commands/${command}`, { product: 'CAM-4K', serial: 'CAM-1', ...more })
  }
  return units
}

const open = { pages: true, form: 'token', shown: ['product', 'serial'], actions: ['register', 'found', 'stolen'] }

/** A stranger fills in a form of the unit's page. */
async function report(page, server, unit, action) {
  const { url } = await server.must('GET', `/v1/links/units/${unit}`)
  await page.goto(url)
  await page.getByText(action).click()
  const form = page.locator('details[open] form')
  await form.locator('[name=name]').fill('Jane Doe')
  await form.locator('[name=contact]').fill('jane@doe.example')
  await form.locator('[name=message]').fill(HOSTILE)
  await form.getByRole('button').click()
  await page.getByRole('heading', { name: /Thank you/ }).waitFor()
}

const choose = async (page, dialog, label, text, option) => {
  await dialog.getByLabel(label).fill(text)
  await page.getByRole('option', { name: option }).click()
}

scenario('pages are switched on, reports decided', { as: 'admin', fresh: true }, async (given) => {
  const { page, server } = given
  const units = await company(server)
  await page.goto('/links?tab=settings')
  await page.getByRole('switch', { name: /^Anybody may open/ }).click()
  for (const name of ['Token', 'GTIN', 'Serial', 'Found', 'Registration']) {
    const box = page.getByLabel(name, { exact: true })
    const wanted = name !== 'GTIN'
    if ((await box.first().isChecked()) !== wanted) await box.first().click()
  }
  await page.getByLabel('Whom strangers may ask').fill('support@northwind.example')
  await page.getByLabel('Networks of one unit').fill('2')
  await axe(page)
  await screenshot(page, 'link-settings')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  const settings = await server.must('GET', '/v1/links/settings')
  assert.equal(settings.pages, true)
  assert.equal(settings.form, 'token')
  assert.equal(settings.networks_max, 2)
  assert.equal(settings.contact, 'support@northwind.example')
  assert.ok(settings.shown.includes('serial') && !settings.shown.includes('gtin'), settings.shown.join())
  assert.ok(settings.actions.includes('register') && settings.actions.includes('found'), settings.actions.join())
  await choose(page, page.locator('section').filter({ hasText: 'See a page' }), /^Serial/, 'CAM-1', /CAM-1/)
  const preview = page.getByRole('link', { name: 'Open the page of CAM-1' })
  assert.match(await preview.getAttribute('href'), /^http:.*\/p\//)

  const stranger = await given.open({ device: 'phone' })
  await report(stranger, server, units['CAM-1'], 'Register as the owner')
  await report(stranger, server, units['CAM-2'], /found/i)
  await page.getByRole('tab', { name: 'Reports' }).click()
  const row = (serial) => page.getByRole('row').filter({ hasText: serial })
  await row('CAM-1').getByText(HOSTILE).waitFor() // as it was written, and nothing of it is markup
  assert.equal(await page.locator('img[src=x]').count(), 0)
  await axe(page)
  await screenshot(page, 'link-reports')

  const dialog = page.getByRole('dialog')
  await row('CAM-1').getByRole('button', { name: 'Accept' }).click()
  await choose(page, dialog, /^Owner/, 'JANE', /Jane Doe/)
  await axe(page)
  await dialog.getByRole('button', { name: 'Accept' }).click()
  await row('CAM-1').waitFor({ state: 'detached' })
  await row('CAM-2').getByRole('button', { name: 'Dismiss' }).click()
  await dialog.getByLabel(/^Reason/).fill('It stands in our showroom')
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText('No report waits').waitFor()
  const { items } = await server.must('GET', '/v1/links/reports')
  assert.deepEqual(items.map((one) => [one.serial, one.state, Boolean(one.event)]).sort(), [
    ['CAM-1', 'accepted', true],
    ['CAM-2', 'dismissed', false],
  ])
  await page.getByLabel('Status').first().click()
  await page.getByRole('option', { name: 'Dismissed' }).click()
  await row('CAM-2').getByText('It stands in our showroom').waitFor()
})

scenario('suspects and targets', { as: 'manager', fresh: true }, async ({ page, server }) => {
  const units = await company(server)
  await server.must('PATCH', '/v1/links/settings', { ...open, behind_proxy: true, networks_max: 2 })
  const { url } = await server.must('GET', `/v1/links/units/${units['CAM-2']}`)
  for (let net = 1; net <= 4; net++) {
    const answer = await fetch(url, { headers: { 'X-Forwarded-For': `203.0.${net}.7` } })
    assert.equal(answer.status, 200)
  }
  const suspects = async () => (await server.must('GET', '/v1/links/suspects')).items.length === 1
  await waitUntil(suspects, 'looks are counted') // behind the answers, in batches
  await page.goto('/links?tab=suspects')
  const row = page.getByRole('row').filter({ hasText: 'CAM-2' })
  const dialog = page.getByRole('dialog')
  await row.getByRole('button', { name: 'Dismiss' }).click()
  await dialog.getByLabel(/^Reason/).fill('Shown at a fair')
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText('No number stands out').waitFor()
  await axe(page)

  await page.getByRole('tab', { name: 'Link targets' }).click()
  await page.getByRole('button', { name: 'New target' }).first().click()
  await choose(page, dialog, /^Product/, 'CAM', /Camera 4K/)
  await dialog
    .getByLabel(/^Link type/)
    .first()
    .fill('instructions')
  await page.getByRole('option', { name: 'instructions', exact: true }).click()
  await dialog.getByLabel(/^Title/).fill('Manual')
  await dialog.getByLabel(/^Address/).fill('https://www.northwind.example/cam-4k.pdf')
  await axe(page)
  await dialog.getByRole('button', { name: 'Create' }).click()
  const target = page.getByRole('row').filter({ hasText: 'cam-4k.pdf' })
  await target.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel(/^Title/).fill('Handbook')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('cell', { name: /Handbook/ }).waitFor()
  const { items } = await server.must('GET', '/v1/links/targets')
  assert.deepEqual(
    items.map((one) => [one.product, one.rel, one.title]),
    [['CAM-4K', 'instructions', 'Handbook']],
  )
  await axe(page)
  await target.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No targets yet').waitFor()
})

scenario(
  'links are made void: of one unit, of a product, with a new key',
  { as: 'admin', fresh: true },
  async (given) => {
    const { page, server } = given
    const units = await company(server)
    await server.must('PATCH', '/v1/links/settings', open)
    const address = async (serial) => (await server.must('GET', `/v1/links/units/${units[serial]}`)).url
    const told = async (url) => (await fetch(url)).status
    const dialog = page.getByRole('dialog')
    const [first, other] = [await address('CAM-1'), await address('CAM-2')]
    assert.deepEqual([await told(first), await told(other)], [200, 200])

    await page.goto(`/units/${units['CAM-1']}`)
    const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Public page' }) })
    assert.equal(await panel.getByRole('link', { name: 'Open the page of CAM-1' }).getAttribute('href'), first)
    await panel.getByText('Genuine, sold').waitFor()
    await panel.getByRole('button', { name: 'Make the link void' }).click()
    await dialog.getByText(/leads nowhere from now on/).waitFor()
    await axe(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    assert.equal(await told(first), 200)
    await panel.getByRole('button', { name: 'Make the link void' }).click()
    await dialog.getByRole('button', { name: 'Make the link void' }).click()
    await panel.getByText('Links made void').waitFor()
    const second = await address('CAM-1')
    assert.equal(await panel.getByRole('link', { name: 'Open the page of CAM-1' }).getAttribute('href'), second)
    assert.deepEqual([await told(first), await told(second), await told(other)], [404, 200, 200])
    await axe(page)
    await screenshot(page, 'link-unit')

    await page.goto('/products/CAM-4K')
    const pages = page.getByRole('switch', { name: /^Units of this product/ })
    assert.equal(await pages.isChecked(), true)
    await pages.click()
    await waitUntil(async () => (await told(second)) === 404, 'the product has no pages')
    await axe(page)
    await pages.click()
    await waitUntil(async () => (await told(second)) === 200, 'it has pages again')

    await page.goto('/links?tab=settings')
    const keys = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Keys of links' }) })
    await keys.getByText('Makes new links').waitFor()
    await keys.getByRole('button', { name: 'New key' }).click()
    await axe(page)
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    await keys.getByText('Key 2').waitFor()
    await keys.getByText('Its links are good').waitFor()
    assert.deepEqual([await told(second), (await address('CAM-1')) === second], [200, false])
    await keys.getByRole('button', { name: 'New key' }).click()
    await dialog.getByLabel('Become void').click()
    const make = dialog.getByRole('button', { name: 'Make the key and void all older links' })
    assert.equal(await make.isDisabled(), true)
    await dialog.getByLabel(/^I know that all labels/).check()
    await axe(page)
    await screenshot(page, 'link-key')
    await make.click()
    await keys.getByText('Key 3').waitFor()
    assert.equal(await keys.getByText('Its links are void').count(), 2)
    const third = await address('CAM-1')
    assert.deepEqual([await told(second), await told(other), await told(third)], [404, 404, 200])
    const { items } = await server.must('GET', '/v1/links/keys')
    assert.deepEqual(
      items.map((key) => Boolean(key.retired_at)),
      [true, true, false],
    )
  },
)

scenario(
  'what an operator sees of links',
  { as: 'operator', fresh: true, device: 'phone' },
  async ({ page, server }) => {
    const units = await company(server)
    await server.must('PATCH', '/v1/links/settings', { ...open, form: 'digital_link' })
    await page.goto(`/units/${units['CAM-2']}`)
    const link = page.getByRole('link', { name: 'Open the page of CAM-2' })
    assert.match(await link.getAttribute('href'), /\/01\/04006381333931\/21\/CAM-2$/)
    assert.equal(await page.getByRole('button', { name: 'Make the link void' }).count(), 0)
    await noSideways(page)
    await page.goto('/products/CAM-4K')
    const pages = page.getByRole('switch', { name: /^Units of this product/ })
    await pages.waitFor()
    assert.equal(await pages.isDisabled(), true)
    await noSideways(page)
    await axe(page)
  },
)

scenario('reports on a phone', { as: 'admin', fresh: true, device: 'phone' }, async (given) => {
  const { page, server } = given
  const units = await company(server)
  await server.must('PATCH', '/v1/links/settings', open)
  await report(await given.open({ device: 'phone' }), server, units['CAM-1'], 'Register as the owner')
  await page.goto('/links')
  await page.getByText(HOSTILE).waitFor()
  await noSideways(page)
  await axe(page)
  await screenshot(page, 'link-reports-phone')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByText('Anybody may open the page of a label').waitFor()
  await noSideways(page)
  await axe(page)
  await screenshot(page, 'link-settings-phone')
})
