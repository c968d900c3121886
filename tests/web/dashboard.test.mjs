// The overview: first steps when there is nothing, figures that lead to their units, charts and the same as tables, live.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const chartsDrawn = (page) =>
  waitUntil(async () => (await page.locator('[role=img][data-ready]').count()) === 2, 'charts')

scenario('an empty overview leads to the first steps', { as: 'admin' }, async ({ page }) => {
  await page.goto('/dashboard')
  await page.getByText('No units yet').waitFor()
  await axe(page)
  await page.getByRole('link', { name: 'Take the first steps' }).click()
  await page.waitForURL('**/guide')
})

for (const device of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    scenario(`the overview, ${device}, ${scheme}`, { as: 'manager', demo: true, device, scheme }, async ({ page }) => {
      await page.goto('/dashboard')
      await chartsDrawn(page)
      await noSideways(page)
      await axe(page)
      await screenshot(page, `dashboard-${device}-${scheme}`)
    })
  }
}

scenario(
  'figures are those of the server and lead to their units',
  { as: 'manager', demo: true },
  async ({ page, server }) => {
    const board = await server.must('GET', '/v1/dashboard')
    await page.goto('/dashboard')
    await chartsDrawn(page)
    for (const name of ['Missing', 'Stolen', 'On hold']) await page.getByText(name, { exact: true }).first().waitFor()
    await page.getByRole('link', { name: `${board.attention.missing} Missing` }).click()
    await page.waitForURL('**/units?status=missing')
    await page.goBack()
    const exception = board.exceptions.find((event) => event.unit)
    await page.getByRole('link', { name: exception.unit.serial }).first().click()
    await page.waitForURL(`**/units/${exception.unit.id}`)
  },
)

scenario('charts as tables', { as: 'auditor', demo: true }, async ({ page, server }) => {
  const board = await server.must('GET', '/v1/dashboard')
  await page.goto('/dashboard')
  await chartsDrawn(page)
  for (const title of ['Units by status: shown as', 'Flow per day: shown as']) {
    await page.getByRole('radiogroup', { name: title }).locator('label').nth(1).click()
  }
  const installed = board.statuses.find((one) => one.status === 'installed')
  const row = page.getByRole('row', { name: /^Installed/ })
  assert.equal(await row.locator('td').nth(1).textContent(), new Intl.NumberFormat('en-GB').format(installed.quantity))
  assert.equal(await page.getByRole('table', { name: 'Flow per day' }).locator('tbody tr').count(), 30)
  await axe(page)
  await row.getByRole('link').click()
  await page.waitForURL('**/units?status=installed')
})

scenario('the period stands in the address', { as: 'manager', demo: true, language: 'de' }, async ({ page }) => {
  await page.goto('/dashboard')
  await chartsDrawn(page)
  await page.getByText('7 Tage', { exact: true }).click()
  await page.waitForURL('**/dashboard?days=7')
  await page.getByRole('img', { name: /letzten 7 Tage/ }).waitFor()
  await page.reload()
  await page.getByRole('img', { name: /letzten 7 Tage/ }).waitFor()
})

scenario('what happens elsewhere arrives by itself', { as: 'manager', fresh: true }, async ({ page, server }) => {
  await server.must('POST', '/v1/locations', { code: 'BER', kind: 'site' })
  await server.must('POST', '/v1/products', { sku: 'PUMP', name: 'Pump <b>&amp;</b>' })
  await server.must('POST', '/v1/commands/receive', { product: 'PUMP', serials: ['1', '2', '3'], location: 'BER' })
  await page.goto('/dashboard')
  await chartsDrawn(page)
  await page.getByText('3 units', { exact: true }).waitFor()
  await server.must('POST', '/v1/commands/report_missing', { product: 'PUMP', serial: '2', reason: 'not on its shelf' })
  await page.getByRole('link', { name: '1 Missing' }).waitFor()
  await page.getByText('not on its shelf').waitFor()
  await page.getByText('Pump <b>&amp;</b>').waitFor()
})
