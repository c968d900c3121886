// Procedures on paper: one sheet of A4 each, in both languages, light or dark; and the help of every page.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot } from './lib/harness.mjs'

const SHEETS = 5
/** Sheets of a PDF as Chromium writes it: each page is an object of its own. */
const sheetsOf = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
const isA4 = (pdf) => /\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/.test(pdf.toString('latin1'))

for (const language of ['en', 'de']) {
  scenario(
    `each procedure is one sheet, ${language}`,
    { as: 'manager', demo: true, language, scheme: language === 'en' ? 'light' : 'dark' },
    async ({ page }) => {
      await page.goto('/procedures')
      const links = page.locator('main a[href^="/procedures/"]')
      await links.nth(SHEETS).waitFor() // and the one to all of them
      await axe(page)
      const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
      for (const address of addresses) {
        await page.goto(address)
        await page.locator('article').first().waitFor()
        const count = address.endsWith('/all') ? SHEETS : 1
        assert.equal(await page.locator('article').count(), count)
        const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
        assert.equal(sheetsOf(pdf), count, `${address} has as many sheets of paper as procedures`)
        assert.ok(isA4(pdf), `${address} is A4`)
      }
      await axe(page)
      await noSideways(page)
    },
  )
}

scenario(
  'a procedure says whose it is, and what the life cycle says',
  { as: 'admin', fresh: true },
  async ({ page, server }) => {
    await server.must('PATCH', '/v1/settings', { organisation: 'Harbour Pumps Ltd' })
    await page.goto('/procedures/shipping')
    await page.getByText('Harbour Pumps Ltd · Standard operating procedure 3').waitFor()
    const { commands } = await server.must('GET', '/v1/lifecycle')
    const pick = commands.find((command) => command.name === 'pick')
    assert.equal(pick.held, 'refused')
    await page.getByRole('row', { name: /^Pick .*Operator, Manager on hold, expired$/ }).waitFor()
    await screenshot(page, 'procedure')
  },
)

scenario(
  'a procedure on a phone',
  { as: 'operator', demo: true, device: 'phone', language: 'de' },
  async ({ page }) => {
    await page.goto('/procedures/shipping')
    await page.locator('article').waitFor()
    await noSideways(page)
    await axe(page)
  },
)

for (const device of ['desk', 'phone']) {
  scenario(
    `help: of a page, and the guide behind it, ${device}`,
    { as: 'manager', demo: true, device },
    async ({ page }) => {
      await page.goto('/imports')
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (device === 'desk') await page.keyboard.press('Shift+?')
      else await page.getByRole('button', { name: 'Help' }).click()
      const help = page.getByRole('dialog')
      await help.getByText('nothing is written before you have seen what would happen').waitFor()
      await axe(page)
      await help.getByRole('link', { name: /^Read on/ }).click()
      await page.getByRole('heading', { level: 1, name: 'Importing from a file' }).waitFor()
      await page.getByRole('heading', { name: 'Long imports' }).waitFor()
      await page.getByRole('link', { name: 'Scanning' }).click()
      await page.getByRole('heading', { level: 1, name: 'Scanning' }).waitFor()
      await axe(page)
      await noSideways(page)
    },
  )
}
