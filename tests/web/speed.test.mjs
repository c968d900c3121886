// How quick the application is on a large ledger: list, filter and page of a unit, from the click to what is on the screen, and the beep
// of a scan, from its last key. SERNO_LONG: a million units, and the promises count; otherwise a smaller ledger, for the figures' sake.
import assert from 'node:assert/strict'
import { figure, scenario, waitUntil, wedge } from './lib/harness.mjs'
import { settled, visit } from './lib/places.mjs'

const LONG = process.env.SERNO_LONG === '1'
const UNITS = LONG ? 1_000_000 : 20_000
const BATCH = LONG ? 100_000 : 20_000
const ROUNDS = 7
const PAGE_MS_MAX = 200
const BEEP_MS_MAX = 150

const serialOf = (n) => `SPEED-${String(n).padStart(7, '0')}`

async function load(server) {
  await server.must('POST', '/v1/products', { sku: 'SPEED', name: 'Measured thing' })
  await server.must('POST', '/v1/locations', { code: 'HALL', kind: 'site', name: 'Hall' })
  for (let from = 0; from < UNITS; from += BATCH) {
    const serials = Array.from({ length: BATCH }, (_, i) => serialOf(from + i))
    await server.must('POST', '/v1/commands/receive', { product: 'SPEED', location: 'HALL', serials })
  }
  const picked = Array.from({ length: 50 }, (_, i) => serialOf(i * 100))
  await server.must('POST', '/v1/commands/pick', { product: 'SPEED', serials: picked })
}

/** Clicks and looks, inside the page: milliseconds until what is waited for has been painted. */
function timed(page, click, there, text = '') {
  return page.evaluate(
    ([clicked, wanted, words]) =>
      new Promise((resolve) => {
        const seen = () =>
          [...document.querySelectorAll(wanted)].find((e) => e.getClientRects().length && e.textContent.includes(words))
        const look = () =>
          seen() ? requestAnimationFrame(() => resolve(performance.now() - began)) : requestAnimationFrame(look)
        const began = performance.now()
        document.querySelector(clicked).click()
        look()
      }),
    [click, there, text],
  )
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

function tell(what, times, max) {
  const [typical, worst] = [median(times), Math.max(...times)]
  figure(`${UNITS} units, ${what}: ${typical.toFixed(0)} ms (worst of ${times.length}: ${worst.toFixed(0)} ms)`)
  if (LONG) assert.ok(typical < max, `${what}: ${times.map((t) => t.toFixed(0))}`)
}

async function repeated(back, once) {
  const times = []
  for (let i = 0; i <= ROUNDS; i++) {
    await back()
    times.push(await once())
  }
  return times.slice(1) // the first fetches the page's program
}

scenario('list, filter, unit and beep', { fresh: true, as: 'admin', timeout: 900_000 }, async ({ page, server }) => {
  await load(server)
  const first = 'tbody tr td[data-first]'
  await visit(page, '/products')
  const leave = async () => {
    await page.locator('nav a[href="/products"]').first().click()
    await page.waitForURL('**/products')
    await settled(page)
  }
  tell('list of units', await repeated(leave, () => timed(page, 'nav a[href="/units"]', first, 'SPEED-')), PAGE_MS_MAX)

  const list = async () => {
    await page.locator('nav a[href="/units"]').first().click()
    await page.locator(first).first().waitFor()
  }
  const open = () => timed(page, 'tbody tr a[href^="/units/"]', 'h1', 'SPEED-')
  tell('page of a unit', await repeated(list, open), PAGE_MS_MAX)

  const unfiltered = async () => {
    await leave()
    await list()
    await page.getByRole('button', { name: 'Status', exact: true }).click()
    const box = page.getByRole('checkbox', { name: 'Picked' })
    await box.waitFor()
    await box.evaluate((e) => e.setAttribute('data-measured', ''))
  }
  const filter = () => timed(page, '[data-measured]', 'tbody tr:first-child', 'Picked')
  tell('filtered list', await repeated(unfiltered, filter), PAGE_MS_MAX)

  await visit(page, '/scan')
  await page.mouse.click(5, 5) // browsers are silent until somebody has touched the page
  const beeps = () => page.evaluate(() => performance.getEntriesByName('serno:beep').map((mark) => mark.startTime))
  const keys = () => page.evaluate(() => performance.getEntriesByName('serno:last-key').map((mark) => mark.startTime))
  for (let i = 0; i < 20; i++) {
    const last = page.serno.lastKey ?? 0
    await waitUntil(() => Date.now() > last + 150, 'a hand at the trigger') // so that the keys bear the times of now
    await wedge(page, serialOf(i * 37 + 1))
    await waitUntil(async () => (await beeps()).length > i, `the beep of scan ${i}`)
  }
  const [pressed, heard] = [await keys(), await beeps()]
  tell(
    'beep of a scan',
    heard.map((at, i) => at - pressed[i]),
    BEEP_MS_MAX,
  )
})
