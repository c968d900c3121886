// Numbers: a scheme is made with its preview, numbers are issued, a pool is given out and what is left of it made void.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot } from './lib/harness.mjs'

async function product(server) {
  await server.must('POST', '/v1/products', { sku: 'CAM', name: 'Camera' })
}

const field = (dialog, name) => dialog.getByLabel(name, { exact: true })

scenario('a scheme, numbers and a pool', { as: 'manager', fresh: true }, async ({ page, server }) => {
  await product(server)
  await page.goto('/numbering')
  await page.getByText('No schemes yet').waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'New scheme' }).first().click()
  const dialog = page.getByRole('dialog')
  await field(dialog, /^Code/).fill('CAM')
  await field(dialog, /^Name/).fill('Cameras')
  await field(dialog, /^Pattern/).fill('C-{sec:6}')
  await dialog.getByText(/sec/).last().waitFor() // what is wrong, in the server's words
  await field(dialog, /^Pattern/).fill('C-')
  await dialog.getByRole('button', { name: '{seq:6}' }).click()
  await dialog.getByText('C-000001').waitFor()
  await dialog.getByText('C-000003').waitFor()
  await axe(page)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('row').filter({ hasText: 'C-{seq:6}' }).waitFor()

  await page.getByRole('button', { name: 'Issue numbers' }).click()
  await field(dialog, /^Product/).fill('CAM')
  await page.getByRole('option', { name: /Camera/ }).click()
  await field(dialog, /^How many/).fill('3')
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await dialog.getByText('3 numbers were issued.').waitFor()
  await dialog.getByText('C-000003').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const { items } = await server.must('GET', '/v1/units?product=CAM&status=allocated')
  assert.deepEqual(items.map((unit) => unit.serial).sort(), ['C-000001', 'C-000002', 'C-000003'])

  await server.must('PATCH', '/v1/products/CAM', { numbering: 'CAM' })
  await page.getByRole('tab', { name: 'Pools' }).click()
  await page.getByRole('button', { name: 'New pool' }).first().click()
  await field(dialog, /^Name/).fill('Line 2')
  await field(dialog, /^Product/).fill('CAM')
  await page.getByRole('option', { name: /Camera/ }).click()
  await field(dialog, /^How many/).fill('20')
  await field(dialog, /^Expires/).fill('2099-05-31')
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click()
  await dialog.getByText('20 numbers were issued.').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByText('0 of 20 used, 20 left').waitFor()
  await axe(page)
  await screenshot(page, 'numbering-pools')
  await page.getByRole('button', { name: 'Void what is unused' }).click()
  await field(dialog, /^Reason/).fill('The line was closed')
  await dialog.getByRole('button', { name: 'Void what is unused' }).click()
  await page.getByText('0 of 20 used, 0 left').waitFor()
  const voided = await server.must('GET', '/v1/units?product=CAM&status=void&limit=100')
  assert.equal(voided.items.length, 20)
})

scenario('numbers on a phone', { as: 'manager', fresh: true, device: 'phone' }, async ({ page, server }) => {
  const pattern = 'SN{yy}{ww}{random:10}{check:mod37_36}'
  await server.must('POST', '/v1/numbering/schemes', {
    code: 'LONG',
    name: 'A scheme with a long name for cameras',
    pattern,
  })
  await page.goto('/numbering')
  await page.getByText(pattern).waitFor()
  await noSideways(page)
  await axe(page)
  await screenshot(page, 'numbering-phone')
})

scenario('who may not make schemes sees them', { as: 'operator', fresh: true }, async ({ page, server }) => {
  await server.must('POST', '/v1/numbering/schemes', { code: 'CAM', name: 'Cameras', pattern: 'C{seq:6}' })
  await page.goto('/numbering')
  await page.getByText('C{seq:6}').waitFor()
  assert.equal(await page.getByRole('button', { name: 'New scheme' }).count(), 0)
})
