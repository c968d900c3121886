// What all browser tests share: the real server, Debian's Chromium, people of each role, a simulated wedge scanner, and the checks
// that every page must pass. A test is one file NAME.test.mjs in tests/web/, named in tests/web/meson.build:
//
//   import assert from 'node:assert/strict'
//   import { scenario, wedge, axe } from './lib/harness.mjs'
//
//   scenario('a scan is answered', { as: 'operator', demo: true }, async ({ page, server, open }) => {
//     await page.goto('/scan')
//     await wedge(page, 'CAM-00001')
//     await page.getByText('CAM-00001').waitFor()
//     await axe(page)
//   })
//
// scenario(name, options, body). Options, all of them optional:
//   as       a role ('admin', 'manager', 'operator', 'support', 'auditor'), or a list of roles: the page is signed in as such a person
//   demo     true: the server has the demo company (made once a file, copied for each server)
//   fresh    true: a server of its own; otherwise the scenarios of a file share one with demo and one without
//   device   'desk' (1440 x 900, the default) or 'phone' (390 x 844, touch)
//   scheme   'light' (default) or 'dark'
//   language 'en' (default) or 'de'
//   camera   path of a video (.mjpeg or .y4m) that the camera shows; the camera is permitted
//   allow    list of regular expressions: console errors that this scenario means to provoke
// body({ server, page, context, open, browser }): page is a page signed in as said. open(options) opens another page in a browser
//   context of its own (another person, another device): it takes as, device, scheme, language, allow, and gives the page.
//
// Any console error, page error or violation of the content security policy on any page fails the scenario. Nothing sleeps: wait for
// what is on the page (locator.waitFor, expect-like loops of waitUntil). What is started is ended, however the test ends.
//
// The server (server.mjs): server.url, server.port, server.kill(), server.stop(), server.restart() (same port, same database),
//   server.api(method, path, body, { token, headers }) -> { status, headers, body } as the administrator, server.person(roles) -> { name, password, token, id }.
//
// By hand: tests/web/run.sh scan.test.mjs build/src/serno        SERNO_SHOW=1: with a window
//          SERNO_SCREENSHOTS=1 tests/web/run.sh pages.test.mjs   writes docs/screenshots/
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { launch, newPage } from './browser.mjs'
import { demoCompany, Server } from './server.mjs'
import { ROOT, web } from './web.mjs'

const SCENARIO_MS = Number(process.env.SERNO_SCENARIO_MS ?? 120_000)

const shared = new Map() // 'demo' and 'empty' -> Promise<Server>
const browsers = new Map() // camera file or '' -> Promise<Browser>
const cleanUps = []

after(async () => {
  for (const browser of browsers.values()) await (await browser).close()
  for (const server of shared.values()) await (await server).end()
  for (const cleanUp of cleanUps) await cleanUp()
})

async function startServer(demo) {
  const server = new Server({ db: demo ? await demoCompany(cleanUps) : undefined })
  await server.start()
  return server
}

function sharedServer(demo) {
  const kind = demo ? 'demo' : 'empty'
  if (!shared.has(kind)) shared.set(kind, startServer(demo))
  return shared.get(kind)
}

function browserFor(camera = '') {
  if (!browsers.has(camera)) browsers.set(camera, launch({ camera }))
  return browsers.get(camera)
}

/** One test; see the head of this file. */
export function scenario(name, options, body) {
  test(name, { timeout: options.timeout ?? SCENARIO_MS }, async () => {
    const server = options.fresh ? await startServer(options.demo) : await sharedServer(options.demo)
    const browser = await browserFor(options.camera)
    const pages = []
    const open = async (more = {}) => {
      const page = await newPage(browser, server, { ...options, ...more })
      pages.push(page)
      if (more.as) await signInQuickly(page, await server.person([more.as].flat()))
      return page
    }
    try {
      const page = await open({ as: options.as })
      await body({ server, browser, page, context: page.context(), open })
      for (const each of pages) assert.deepEqual(complaintsOf(each), [], 'the console of a page is quiet')
    } catch (error) {
      await tellOf(pages, name, error)
      throw error
    } finally {
      for (const each of pages) await each.context().close()
      if (options.fresh) await server.end()
    }
  })
}

/** What a page has complained of so far (and was not allowed). */
export function complaintsOf(page) {
  return page.serno.complaints.filter((text) => !page.serno.allow.some((pattern) => pattern.test(text)))
}

/** Forget complaints that were meant: for a scenario that takes the server away, say. */
export function forgive(page, pattern) {
  page.serno.allow.push(pattern)
}

// When a scenario fails: where the page was, what it complained of, what it showed.
async function tellOf(pages, name, error) {
  for (const page of pages.filter((p) => !p.isClosed())) {
    const complaints = complaintsOf(page)
    error.message += `\n  at ${page.url()}${complaints.length ? `\n  console: ${complaints.join('\n    ')}` : ''}`
    const folder = process.env.SERNO_FAILURES
    if (!folder) continue
    fs.mkdirSync(folder, { recursive: true })
    const file = path.join(folder, `${name.replace(/[^\w]+/g, '-')}-${pages.indexOf(page)}.png`)
    await page.screenshot({ path: file, timeout: 5000 }).catch(() => {})
    error.message += `\n  seen: ${file}`
  }
}

/** A session for the page without its sign-in form: the server's cookie, and what the application keeps of a sign-in. */
export async function signInQuickly(page, person) {
  const { name, password } = person
  const { request } = page.context()
  const answer = await request.post('/v1/session', { data: { name, password } })
  assert.equal(answer.status(), 201, await answer.text())
  await page.addInitScript(
    (me) => {
      if (sessionStorage.getItem('test-signed-in')) return // once: who signs out shall stay out
      sessionStorage.setItem('test-signed-in', 'yes')
      localStorage.setItem('serno-me', me)
    },
    await (await request.get('/v1/me')).text(),
  )
  page.serno.person = person
}

/** Signs in as people do, with the form. */
export async function signIn(page, person) {
  await page.goto('/')
  await page.locator('input[name=name]').fill(person.name)
  await page.locator('input[name=password]').fill(person.password)
  await page.locator('button[type=submit]').click()
  await page.locator('nav:visible').first().waitFor()
  page.serno.person = person
}

/**
 * axe-core on what the page shows now: nothing serious, nothing critical. only: these rules; without: these
 * rules not.
 */
export async function axe(page, { exclude = [], only, without = [] } = {}) {
  await page.evaluate(web.axeSource)
  const found = await page.evaluate(
    ([context, rules, off]) => {
      const disabled = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]))
      return globalThis.axe.run(context, {
        resultTypes: ['violations'],
        rules: disabled,
        ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
      })
    },
    [{ exclude: exclude.map((one) => [one]) }, only, without],
  )
  const grave = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  const told = grave.map((v) =>
    [`${v.id} (${v.impact}): ${v.help}`, ...v.nodes.slice(0, 5).map(nodeText)].join('\n    '),
  )
  assert.equal(told.length, 0, `axe at ${page.url()}:\n  ${told.join('\n  ')}`)
}

const nodeText = (node) => `${node.target.join(' ')}: ${node.failureSummary?.replaceAll('\n', ' ')}`

/** Nothing stands out to the right: no sideways scrolling of the whole page. */
export async function noSideways(page) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return null
    const out = [...document.body.querySelectorAll('*')].filter(
      (e) => e.getBoundingClientRect().right > clientWidth + 1,
    )
    return `${scrollWidth} > ${clientWidth}: ${out
      .slice(0, 5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`)
      .join(', ')}`
  })
  assert.equal(wide, null, `${page.url()} can be scrolled sideways`)
}

/** Until look() gives something true, which is returned; for what no locator can wait for. */
export async function waitUntil(look, says, ms = 15_000) {
  const end = performance.now() + ms
  for (;;) {
    const got = await look()
    if (got) return got
    assert.ok(performance.now() < end, `waited in vain: ${says}`)
    await new Promise((next) => setTimeout(next, 20)) // between two looks, not instead of one
  }
}

/** docs/screenshots/NAME.png, when SERNO_SCREENSHOTS is set; nothing otherwise. */
export async function screenshot(page, name) {
  if (!process.env.SERNO_SCREENSHOTS) return
  const folder = path.join(ROOT, 'docs', 'screenshots')
  fs.mkdirSync(folder, { recursive: true })
  // As from the second visit on, when the application's own face is on the device.
  await page.evaluate(async () => {
    document.documentElement.setAttribute('data-face', 'own')
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await document.fonts.ready
  })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled', caret: 'hide', scale: 'css' })
}

/** A line that the summary of ./dev test repeats. */
export function figure(text) {
  process.stdout.write(`figure: ${text}\n`)
}

export { launch, newPage } from './browser.mjs'
export { demoCompany, Server } from './server.mjs'
export { wedge } from './wedge.mjs'
