// Practice: a company is made, lessons are done on the scan page and ticked off, nothing of it reaches the real ledger, and the way out.
import assert from 'node:assert/strict'
import { axe, figure, noSideways, scenario, screenshot } from './lib/harness.mjs'

const lesson = (page, name) => page.locator(`li[data-lesson=${name}]`)

async function enter(page, code) {
  const box = page.getByPlaceholder('Scan, or type a code')
  await box.fill(code)
  await box.press('Enter')
  await page.getByText(code, { exact: true }).first().waitFor()
}

async function practise(page, name, codes) {
  await lesson(page, name).getByRole('button', { name: 'Practise' }).click()
  await page.waitForURL('**/scan')
  for (const code of codes) await enter(page, code)
  await page.getByRole('link', { name: 'Practice' }).click()
  await page.locator(`li[data-lesson=${name}][data-done]`).waitFor()
}

scenario('practice, from the start to the way out', { fresh: true, as: 'operator' }, async ({ page, server }) => {
  const real = await server.must('GET', '/v1/ledger')
  await page.goto('/practice')
  await axe(page)
  const begun = performance.now()
  await page.getByRole('button', { name: 'Start practising' }).click()
  await lesson(page, 'receive').waitFor()
  figure(`practice: the checklist is there ${Math.round(performance.now() - begun)} ms after the button`)
  await page.getByRole('status').filter({ hasText: 'nothing here reaches the real ledger' }).waitFor()
  await axe(page)
  await screenshot(page, 'practice')
  await lesson(page, 'hold').getByText('Your roles do not include this.').waitFor()

  await lesson(page, 'receive').getByRole('button', { name: 'Codes' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: 'HS99000101' }).waitFor()
  await dialog.getByText('Code 128').click()
  await dialog.getByRole('img', { name: 'HS99000106' }).waitFor()
  await axe(page)
  await page.keyboard.press('Escape')

  const { codes } = await server.must('GET', '/v1/practice')
  await practise(page, 'lookup', codes.look_up.serials)
  await practise(page, 'receive', [codes.receive.location, codes.receive.product, ...codes.receive.serials.slice(0, 2)])
  await practise(page, 'move', [codes.move.location, ...codes.move.serials.slice(0, 1)])
  await page.getByText('3 of 10').waitFor()

  const after = await server.must('GET', '/v1/ledger')
  assert.deepEqual([after.size, after.root], [real.size, real.root], 'the real ledger is as it was')
  await page.getByRole('button', { name: 'Leave practice' }).click()
  await page.getByRole('button', { name: 'Go on practising' }).waitFor()
  assert.equal(await page.getByText('nothing here reaches the real ledger').count(), 0)
  await page.goto('/units')
  await page.getByText('HS99000101').waitFor({ state: 'detached' })
})

scenario(
  'practice on a phone in the dark, in German',
  { fresh: true, as: 'operator', device: 'phone', scheme: 'dark', language: 'de' },
  async ({ page }) => {
    await page.goto('/practice')
    await page.getByRole('button', { name: 'Übung beginnen' }).click()
    await lesson(page, 'count').getByRole('button', { name: 'Codes' }).click()
    await page.getByRole('dialog').getByText('ist nicht im Fach').waitFor()
    await page.getByRole('dialog').getByRole('img').first().waitFor()
    await noSideways(page)
    await axe(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Übung für alle beenden' }).click()
    await page.getByRole('button', { name: 'Übung beginnen' }).waitFor()
  },
)
