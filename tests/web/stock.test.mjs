// The stock: grouped, filtered, added up, as a file, and as a heat map; all of it in the address.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const rows = (page) => page.locator('tbody tr')
const number = (value) => new Intl.NumberFormat('en-GB').format(value)

async function sum(server, query) {
  const { items } = await server.must('GET', `/v1/stock?${query}`)
  return items.reduce((all, row) => all + row.quantity, 0)
}

for (const device of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    scenario(`the stock, ${device}, ${scheme}`, { as: 'operator', demo: true, device, scheme }, async ({ page }) => {
      await page.goto('/stock')
      await rows(page).first().waitFor()
      await noSideways(page)
      await axe(page)
      await screenshot(page, `stock-${device}-${scheme}`)
      await page.goto('/stock?view=map')
      await page.locator('[role=img][data-ready]').waitFor()
      await noSideways(page)
      await axe(page)
      await screenshot(page, `stock-map-${device}-${scheme}`)
    })
  }
}

scenario('nothing is in stock', { as: 'operator' }, async ({ page }) => {
  await page.goto('/stock')
  await page.getByText('Nothing is in stock').waitFor()
  await page.goto('/stock?view=map')
  await page.getByText('Nothing is in stock').waitFor()
})

scenario(
  'grouping and filters stand in the address, and the total follows',
  { as: 'operator', demo: true },
  async ({ page, server }) => {
    await page.goto('/stock')
    await page.getByText(`${number(await sum(server, 'group=status'))} units`, { exact: true }).waitFor()
    await page
      .locator('label')
      .filter({ hasText: /^Status$/ })
      .last()
      .click()
    await page
      .locator('label')
      .filter({ hasText: /^Location$/ })
      .last()
      .click()
    await waitUntil(() => new URL(page.url()).searchParams.get('group') === 'product', 'the address')
    const products = await server.must('GET', '/v1/stock?group=product&limit=100')
    await waitUntil(async () => (await rows(page).count()) === products.items.length, 'a row for each product')
    const [first] = products.items
    await page.goto(`/stock?product=${first.product}&group=product`)
    await page
      .getByText(`${number(first.quantity)} unit`)
      .first()
      .waitFor()
    assert.equal(await rows(page).count(), 1)
    await rows(page).first().getByRole('link').last().click()
    await page.waitForURL((url) => url.pathname === '/units' && url.searchParams.get('product') === first.product)
  },
)

scenario('a filter that lets nothing pass can be cleared', { as: 'operator', demo: true }, async ({ page }) => {
  await page.goto('/stock?status=reserved&product=ESD-TEST')
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('main').getByRole('button', { name: 'Clear' }).last().click()
  await rows(page).first().waitFor()
  assert.equal(new URL(page.url()).search, '')
})

scenario('all rows as a file', { as: 'operator', demo: true }, async ({ page }) => {
  await page.goto('/stock?group=product&status=in_stock')
  await page.getByRole('button', { name: 'Download' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()])
  assert.match(file.url(), /\/v1\/stock\?status=in_stock&group=product&format=csv$/)
})

scenario('the heat map says what the server says', { as: 'operator', demo: true }, async ({ page, server }) => {
  await page.goto('/stock?view=map')
  await page.locator('[role=img][data-ready]').waitFor()
  await page.getByRole('radiogroup', { name: 'Products by location: shown as' }).locator('label').nth(1).click()
  const table = page.getByRole('table', { name: 'Products by location' })
  const cells = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((tr) => [...tr.cells].map((td) => td.textContent)))
  const value = (text) => Number(text.replaceAll(',', ''))
  assert.equal(
    cells.reduce((all, [, , quantity]) => all + value(quantity), 0),
    await sum(server, 'group=status'),
  )
  const [product, location, quantity] = cells.find(([p, l]) => p !== 'Others' && l !== 'Others')
  assert.equal(value(quantity), await sum(server, `product=${product}&location=${location}&group=location`))
  await table
    .getByRole('row', { name: `${product} ${location}` })
    .getByRole('link')
    .click()
  await page.waitForURL(
    (url) => url.searchParams.get('product') === product && url.searchParams.get('location') === location,
  )
})
