// The first minutes: from an empty database through every step to the first scan, in two languages, left and taken up again.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, signIn, waitUntil } from './lib/harness.mjs'

const step = (page, name) => page.locator(`li[data-step=${name}]`)

async function throughTheSteps(page, server) {
  await page.getByRole('button', { name: 'Make these places' }).click()
  await step(page, 'product').getByRole('button', { name: 'Make this product' }).waitFor()
  await page.reload() // left, and taken up again
  await step(page, 'product').getByRole('button', { name: 'Make this product' }).click()
  await step(page, 'numbering').getByText('PUMP-12-00001').waitFor()
  await page.getByRole('button', { name: 'Use this' }).click()
  await page.getByRole('button', { name: 'Receive 3 units' }).click()
  await page.getByRole('button', { name: 'Show the labels' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img').first().waitFor()
  await axe(page)
  const [pdf] = await Promise.all([
    page.waitForResponse('**/v1/labels/render'),
    dialog.getByRole('button', { name: 'Print' }).click(),
  ])
  assert.deepEqual([pdf.status(), pdf.headers()['content-type']], [200, 'application/pdf'], 'no printer is needed')
  await dialog.waitFor({ state: 'detached' })
  await page.getByLabel('Scan or type here').fill('PUMP-12-00002')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ready' }).waitFor()
  await axe(page)
  const unit = await server.must('GET', '/v1/products/PUMP-12/units/PUMP-12-00002')
  assert.deepEqual([unit.status, unit.location], ['in_stock', 'MAIN-A1'])
  assert.equal((await server.must('GET', '/v1/products/PUMP-12')).serial_format, 'PUMP-12-#####')
}

scenario('the first minutes, from nothing to the first scan', { fresh: true }, async ({ page, server }) => {
  await signIn(page, await server.person(['admin']))
  await page.waitForURL('**/guide')
  await page.getByRole('heading', { name: 'A place' }).waitFor()
  await axe(page)
  await screenshot(page, 'first-steps')
  await throughTheSteps(page, server)
  await page.getByRole('button', { name: 'Start scanning' }).click()
  await page.waitForURL('**/scan')
  await waitUntil(async () => (await server.must('GET', '/v1/settings')).guide_done, 'it is remembered for everybody')
  await page.goto('/')
  await page.waitForURL('**/scan')
})

scenario('not now is not asked again', { fresh: true, device: 'phone', scheme: 'dark' }, async ({ page, server }) => {
  await signIn(page, await server.person(['admin']))
  await page.waitForURL('**/guide')
  await page.getByRole('heading', { name: 'A place' }).waitFor()
  await noSideways(page)
  await axe(page)
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.waitForURL('**/scan')
  assert.equal((await server.must('GET', '/v1/settings')).guide_done, true)
  await page.goto('/guide')
  await page.getByRole('heading', { name: 'A place' }).waitFor()
})

scenario('who may not set up is not led there', { fresh: true }, async ({ page, server }) => {
  await signIn(page, await server.person(['operator']))
  await page.waitForURL('**/scan')
})

scenario('a refusal in a step is told there', { fresh: true, as: 'admin', language: 'de' }, async ({ page }) => {
  await page.goto('/guide')
  await page.getByLabel('Code des Standorts').fill(' ')
  await page.getByRole('button', { name: 'Diese Orte anlegen' }).click()
  await page.getByRole('alert').first().waitFor()
  assert.equal(await page.locator('li[data-step=location][data-open]').count(), 1)
})
