// A file becomes units: columns that are called otherwise, a trial with the bad rows in place, the good rows, the file of bad rows, and back
// again. Then a long one: its progress, its end, and as many bad rows as a report can have.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { axe, figure, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

const MANY = 20_000
const LONG = 40_000

async function prepare(server) {
  await server.api('POST', '/v1/locations', { code: 'HALL', kind: 'site' }) // there already behind the first scenario
  await server.api('POST', '/v1/products', { sku: 'PUMP', name: 'Pump' })
}

const chosen = (page) => page.locator('input[type=file]')
const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function bring(page, file) {
  await page.goto('/imports/new')
  await chosen(page).setInputFiles(file)
  await page.getByRole('table', { name: '2. What the columns mean' }).waitFor()
}

const meaning = (page, header) => page.getByLabel(`Meaning of ${header}`)
const tryIt = (page) => page.getByRole('button', { name: 'Try it' }).click()

for (const device of ['desk', 'phone']) {
  scenario(
    `columns, a trial, the good rows, the bad ones once more, ${device}`,
    { as: 'manager', device },
    async ({ page, server }) => {
      await prepare(server)
      const serial = (n) => `${device}-${n}`
      const rows = [
        `PUMP,${serial(1)},HALL,red`,
        `NONE,${serial(2)},HALL,blue`,
        `PUMP,,HALL,green`,
        `PUMP,${serial(4)},HALL,=1+1`,
      ]
      await bring(page, csv('units.csv', `Article,Device Serial No,Where,Shade\n${rows.join('\n')}\n`))
      assert.equal(await meaning(page, 'Device Serial No').inputValue(), 'serial', 'what is likely is suggested')
      await page.getByText('Still needed: SKU of the product').waitFor()
      await page.getByText(`${serial(1)} · ${serial(2)} · ${serial(4)}`).waitFor()
      await meaning(page, 'Article').selectOption('sku')
      await meaning(page, 'Where').selectOption('location')
      await axe(page)
      await noSideways(page)

      await tryIt(page)
      const bad = page.getByRole('region', { name: 'Bad rows' })
      await bad.getByText("there is no product 'NONE'").waitFor()
      await bad.getByText('the cell is empty').waitFor()
      assert.deepEqual(
        await bad.locator('[data-bad]').allTextContents(),
        ['ArticleNONE', 'Device Serial No'],
        'the bad cells are marked',
      )
      assert.equal(
        (await server.must('GET', `/v1/units?serial=${serial(1)}`)).items.length,
        0,
        'a trial writes nothing',
      )
      await axe(page)
      await noSideways(page)
      if (device === 'desk') await screenshot(page, 'import')

      await page.getByRole('button', { name: 'Import the 2 good rows' }).click()
      await page.waitForURL(/\/imports\/\d+$/)
      await page.getByText('2 units').waitFor()
      const unit = await server.must('GET', `/v1/products/PUMP/units/${serial(4)}`)
      assert.deepEqual(unit.attributes, { shade: '=1+1' })
      await axe(page)

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download bad rows' }).click(),
      ])
      const rejects = fs.readFileSync(await download.path(), 'utf8')
      assert.match(rejects, new RegExp(`NONE,${serial(2)},HALL,blue,3,`))
      const right = rejects.replace('NONE,', 'PUMP,').replace('PUMP,,', `PUMP,${serial(3)},`)
      await bring(page, csv(download.suggestedFilename(), right))
      await meaning(page, 'Article').selectOption('sku')
      await meaning(page, 'Where').selectOption('location')
      await tryIt(page)
      await page.getByRole('button', { name: 'Import all 2 rows' }).click()
      await page.waitForURL(/\/imports\/\d+$/)
      await page.getByText('Written').first().waitFor()
      await page.goto('/imports')
      await page
        .getByRole('link', { name: /^Units \d+$/ })
        .nth(1)
        .waitFor()
      await axe(page)
      await noSideways(page)
    },
  )
}

scenario('files that are none, and rows that are pasted', { as: 'manager' }, async ({ page, server }) => {
  await prepare(server)
  await page.goto('/imports/new')
  await chosen(page).setInputFiles({ name: 'units.xlsx', mimeType: '', buffer: Buffer.from('PK\x03\x04rest') })
  await page.getByText('This is a workbook.').waitFor()
  await chosen(page).setInputFiles(csv('empty.csv', ''))
  await page.getByText('The file is empty.').waitFor()
  await chosen(page).setInputFiles({
    name: 'alt.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('sku;serial;Gr\xf6\xdfe\nPUMP;1;gro\xdf\n', 'latin1'),
  })
  await page.getByText('has been converted').waitFor()
  await page.getByText('Größe').first().waitFor()
  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByRole('button', { name: 'Paste rows' }).click()
  await page.getByLabel('Rows, with the headings').fill('sku\tserial\tlocation\nPUMP\tPASTED-1\tHALL\n')
  await page.getByRole('button', { name: 'Use these rows' }).click()
  await tryIt(page)
  await page.getByText('All rows are good.').waitFor()
  // A column that is needed is taken away: the server says so, in its own words.
  await meaning(page, 'serial').selectOption('')
  await tryIt(page)
  await page.getByText("no column is called 'serial'").waitFor()
})

scenario(
  'a long import shows how far it is, and can be cancelled',
  { as: 'manager', fresh: true },
  async ({ page, server }) => {
    await prepare(server)
    const day = (i) =>
      `2024-${String(1 + (Math.floor(i / 28) % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
    const rows = Array.from({ length: LONG }, (_, i) => `PUMP,L${i},HALL,${day(i)}`)
    await bring(page, csv('long.csv', `sku,serial,location,received\n${rows.join('\n')}\n`))
    await tryIt(page)
    await page.getByRole('button', { name: 'Import all 40,000 rows' }).click()
    await page.getByText('Writing the rows').waitFor()
    await page.getByRole('button', { name: 'Cancel job' }).click()
    await page.getByText('Cancelled. Nothing was written.').waitFor()
    assert.equal((await server.must('GET', '/v1/units?limit=1')).items.length, 0)
    await page.goto('/jobs')
    await page.getByText('Cancelled').first().waitFor()
    await axe(page)
  },
)

scenario(
  'ten thousand bad rows are looked at without rendering them',
  { as: 'manager', fresh: true },
  async ({ page, server }) => {
    await prepare(server)
    const rows = Array.from({ length: MANY }, (_, i) => `NONE,B${i},HALL`)
    await bring(page, csv('bad.csv', `sku,serial,location\n${rows.join('\n')}\n`))
    await tryIt(page)
    const bad = page.getByRole('region', { name: 'Bad rows' })
    await bad.getByText('Line 2', { exact: true }).waitFor()
    await page.getByText('10,000 of 20,000 bad rows are shown').waitFor()
    assert.ok((await bad.locator('[data-index]').count()) < 40, 'only what is seen is rendered')
    const begun = performance.now()
    await bad.evaluate((list) => list.scrollTo(0, list.scrollHeight / 2))
    await waitUntil(
      async () => Number(await bad.locator('[data-index]').first().getAttribute('data-index')) > 1000,
      'the middle of the list',
    )
    figure(`half of 10,000 bad rows are scrolled over in ${Math.round(performance.now() - begun)} ms`)
    assert.ok((await bad.locator('[data-index]').count()) < 60, 'only what is seen is rendered')
  },
)
