// Packages: found by the beginning of the code, their contents as a tree, and moved, shipped and unpacked as a whole.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const rows = (page) => page.locator('tbody tr')

/** Two boxes on a pallet, ready to leave. */
async function pallet(server) {
  const command = (name, body) => server.must('POST', `/v1/commands/${name}`, body)
  await server.must('POST', '/v1/locations', { code: 'BER', kind: 'site' })
  await server.must('POST', '/v1/locations', { code: 'DOCK', kind: 'zone', parent: 'BER' })
  await server.must('POST', '/v1/parties', { code: 'ACME', name: 'Acme', kind: 'customer' })
  await server.must('POST', '/v1/products', { sku: 'PUMP', name: 'Pump' })
  const serials = ['P1', 'P2', 'P3', 'P4', 'P5']
  await command('receive', { product: 'PUMP', serials, location: 'BER' })
  await command('pick', { product: 'PUMP', serials, order: 'SO-1' })
  await command('pack', { product: 'PUMP', serials: serials.slice(0, 3), package: 'BOX-1' })
  await command('pack', { product: 'PUMP', serials: serials.slice(3), package: 'BOX-2' })
  await command('pack', { packages: ['BOX-1', 'BOX-2'], package: 'PALLET-1' })
}

for (const device of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    scenario(
      `packages, ${device}, ${scheme}`,
      { as: 'operator', demo: true, device, scheme },
      async ({ page, server }) => {
        await page.goto('/packages')
        await rows(page).first().waitFor()
        await noSideways(page)
        await axe(page)
        await screenshot(page, `packages-${device}-${scheme}`)
        const { items } = await server.must('GET', '/v1/packages?limit=1000')
        const nested = items.find((one) => one.packages > 0)
        await page.goto(`/packages/${nested.code}`)
        await rows(page).first().waitFor()
        await noSideways(page)
        await axe(page)
        await screenshot(page, `package-${device}-${scheme}`)
      },
    )
  }
}

scenario('no packages yet', { as: 'operator' }, async ({ page }) => {
  await page.goto('/packages')
  await page.getByText('No packages yet').waitFor()
  await axe(page)
})

scenario('a package that is not there', { as: 'operator' }, async ({ page }) => {
  await page.goto('/packages/NONE')
  await page.getByText('There is no package NONE.').waitFor()
})

scenario(
  'a pallet is found, looked into, moved and shipped',
  { as: 'operator', fresh: true },
  async ({ page, server }) => {
    await pallet(server)
    await page.goto('/packages')
    await waitUntil(async () => (await rows(page).count()) === 3, 'three packages')
    await page.getByRole('searchbox', { name: 'Beginning of the code' }).fill('PAL')
    await page.waitForURL('**/packages?q=PAL')
    await waitUntil(async () => (await rows(page).count()) === 1, 'one package')
    await page.getByRole('link', { name: 'PALLET-1' }).click()
    await page.getByRole('heading', { name: 'Package PALLET-1' }).waitFor()
    await waitUntil(async () => (await rows(page).count()) === 5, 'all its units')
    await page.getByText('3 units', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Move', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Location').fill('DOCK')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('main').getByRole('link', { name: 'DOCK' }).waitFor()

    await page.getByRole('button', { name: 'Ship', exact: true }).click()
    await dialog.getByLabel('Party').last().fill('ACME')
    await dialog.getByRole('button', { name: 'Ship', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('In transit').first().waitFor()
    const unit = await server.must('GET', '/v1/products/PUMP/units/P5')
    assert.deepEqual([unit.status, unit.party, unit.package], ['in_transit', 'ACME', 'BOX-2'])
    await waitUntil(
      async () => (await page.getByRole('button', { name: 'Ship', exact: true }).count()) === 0,
      'no second shipment',
    )
  },
)
