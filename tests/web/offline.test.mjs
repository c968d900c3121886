// Without a network: the application opens from cold while the server is down, and 1,000 scans made then, by a tab that is killed
// twice, are all in the ledger: each once, with its own time, in the order of each unit. What was refused waits for a person.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { contextOptions, launch, watch } from './lib/browser.mjs'
import { axe, complaintsOf, figure, forgive, noSideways, scenario, signInQuickly, waitUntil } from './lib/harness.mjs'

const SCANS = Number(process.env.SERNO_SCANS ?? 1000)
const UNITS = 120
const A_PLACE = 25 // so many units are scanned to a place, then the next place is scanned
const AWAY = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|Failed to load resource|ERR_NETWORK/

/** What the device keeps, in order. */
const kept = (page) =>
  page.evaluate(async () => {
    const opened = indexedDB.open('serno')
    const db = await new Promise((done, failed) => {
      opened.onsuccess = () => done(opened.result)
      opened.onerror = failed
    })
    const asked = db.transaction('scans').objectStore('scans').getAll()
    const all = await new Promise((done) => {
      asked.onsuccess = () => done(asked.result)
    })
    db.close()
    return all
  })

/** How many rows a table of the device has; of scans those in a state, if one is given. */
const count = (page, table, state) =>
  page.evaluate(
    async ([name, wanted]) => {
      const opened = indexedDB.open('serno')
      const db = await new Promise((done) => {
        opened.onsuccess = () => done(opened.result)
      })
      const store = db.transaction(name).objectStore(name)
      const asked = wanted ? store.index('state').count(wanted) : store.count()
      const number = await new Promise((done) => {
        asked.onsuccess = () => done(asked.result)
      })
      db.close()
      return number
    },
    [table, state],
  )

/**
 * Gives all of them to the scan page, one after the other: the first by hand, the others as quickly as the page takes them. Returns when
 * the device has kept so many in all.
 */
async function burst(page, [hand, ...codes], many) {
  const field = page.getByPlaceholder('Scan, or type a code')
  await field.fill(hand)
  await field.press('Enter')
  await field.evaluate(async (input, list) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    for (const code of list) {
      set.call(input, code)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((next) => setTimeout(next))
      input.form.requestSubmit()
      await new Promise((next) => setTimeout(next))
    }
  }, codes)
  await waitUntil(async () => (await count(page, 'scans')) >= many, `${many} scans are kept`, 60_000)
}

const openScan = async (page) => {
  await page.goto('/scan')
  await page.locator('nav:visible').first().waitFor()
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
}

/** All events behind seq, oldest first. */
async function eventsAfter(server, seq) {
  const all = []
  for (let cursor = ''; cursor !== null; ) {
    const page = await server.must('GET', `/v1/events?after_seq=${seq}&limit=1000${cursor && `&cursor=${cursor}`}`)
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

/** A browser whose profile stays when it ends, and its page, signed in once. */
class Device {
  constructor(server, person) {
    this.server = server
    this.person = person
    this.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'serno-web-device-'))
    this.pages = []
  }

  async start() {
    this.context = await launch({ profile: this.profile, ...contextOptions(this.server) })
    this.context.setDefaultTimeout(30_000)
    return this.adopt(this.context.pages()[0] ?? (await this.context.newPage()))
  }

  async adopt(page) {
    await watch(page, [AWAY])
    this.pages.push(page)
    return page
  }

  newTab() {
    return this.context.newPage().then((page) => this.adopt(page))
  }

  /** As when the phone runs out of memory: nothing of the page gets to say anything. */
  async crash(page) {
    const devtools = await this.context.newCDPSession(page)
    const gone = page.waitForEvent('crash')
    devtools.send('Page.crash').catch(() => {})
    await gone
    const next = await this.newTab()
    await page.close().catch(() => {})
    return next
  }

  async closeTarget(page) {
    const next = await this.newTab()
    const devtools = await this.context.newCDPSession(page)
    const { targetInfo } = await devtools.send('Target.getTargetInfo')
    const gone = page.waitForEvent('close')
    devtools.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {})
    await gone
    return next
  }

  async end() {
    await this.context?.close()
    fs.rmSync(this.profile, { recursive: true, force: true })
  }
}

scenario(
  `${SCANS} scans without a server, the tab killed twice`,
  { demo: true, fresh: true, timeout: 220_000 },
  async ({ server }) => {
    const units = (await server.must('GET', `/v1/units?status=in_stock&limit=${UNITS + 1}`)).items
    const delivered = (await server.must('GET', '/v1/units?status=delivered&limit=1')).items[0]
    const places = (await server.must('GET', '/v1/locations?kind=bin&limit=40')).items.map((place) => place.code)
    const product = units[0].product
    const person = await server.person(['operator'])
    const before = (await server.must('GET', '/v1/ledger')).size
    const device = new Device(server, person)
    try {
      let page = await device.start()
      await signInQuickly(page, person)
      await openScan(page)
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
      await waitUntil(
        async () => (await count(page, 'meta')) >= 3 && (await count(page, 'locations')) > 0,
        'places are kept',
      )
      await page.getByRole('button', { name: 'Put away' }).click()
      await page.getByText('First scan').waitFor()

      // What is scanned, in order: a place, then the units put there. Each unit is moved several times; the last four are for a person to settle.
      const moves = Array.from({ length: SCANS - 4 }, (_, at) => units[at % UNITS].serial)
      const codes = []
      for (const [at, serial] of moves.entries()) {
        if (at % A_PLACE === 0) codes.push(places[Math.floor(at / A_PLACE) % places.length])
        codes.push(serial)
      }
      const late = 'LATE-0001'
      codes.push(delivered.serial, delivered.serial, late, late)
      const scanned = [...moves, delivered.serial, delivered.serial, late, late]
      const isPlace = new Set(places)
      const upTo = (many) => codes.slice(0, many).filter((code) => !isPlace.has(code)).length

      const first = Math.round(codes.length * 0.4)
      const second = Math.round(codes.length * 0.8)
      await server.kill()
      const begun = Date.now()
      await burst(page, codes.slice(0, first), upTo(first))
      page = await device.crash(page)
      await openScan(page)
      await burst(page, codes.slice(first, second), upTo(second))
      page = await device.closeTarget(page)
      await openScan(page)
      await burst(page, codes.slice(second), SCANS)
      assert.equal(await count(page, 'scans'), SCANS)

      // The whole browser ends, and starts again with no server.
      for (const each of device.pages) assert.deepEqual(complaintsOf(each), [])
      await device.context.close()
      const cold = performance.now()
      page = await device.start()
      await openScan(page)
      figure(
        `offline: opens from cold without a server in ${Math.round(performance.now() - cold)} ms, browser included`,
      )
      await page.goto('/queue')
      await page.getByText('No connection').first().waitFor()
      await page.waitForFunction((many) => document.title.startsWith(`(${many}) `), SCANS)
      await noSideways(page)
      await axe(page)

      const mine = await kept(page)
      assert.deepEqual(
        mine.map((entry) => entry.code),
        scanned,
        'kept in the order in which they were scanned',
      )
      const times = mine.map((entry) => Date.parse(entry.at))
      assert.ok(times[0] >= begun - 1000 && times.every((time, at) => at === 0 || time >= times[at - 1]))

      await openScan(page)
      await server.restart()
      const restarted = performance.now()
      const settled = async () => (await count(page, 'scans', 'done')) + (await count(page, 'scans', 'refused'))
      await waitUntil(async () => (await settled()) > SCANS / 4, 'some are sent', 60_000)
      page = await device.closeTarget(page) // and once more, with some on their way
      await openScan(page)
      await waitUntil(async () => (await settled()) === SCANS - 2, 'all are sent', 120_000)
      const seconds = (performance.now() - restarted) / 1000
      figure(`offline: ${SCANS} waiting scans sent in ${seconds.toFixed(1)} s, a killed tab and its new start included`)

      // A person settles what was refused: one is given up, for the other what it needs is done first.
      await page.goto('/queue')
      const card = (code) => page.getByRole('region', { name: code }).first()
      await card(delivered.serial).getByText('1 later scan of the same thing waits behind it').waitFor()
      await axe(page)
      for (let again = 0; again < 2; again++) {
        await card(delivered.serial).getByRole('button', { name: 'Give up' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('button', { name: 'Scanned by mistake' }).click()
        await dialog.getByRole('button', { name: 'Give up', exact: true }).click()
        await dialog.waitFor({ state: 'detached' })
        await waitUntil(async () => (await count(page, 'scans', 'dropped')) === again + 1, 'it is given up')
        if (again === 0)
          await waitUntil(async () => (await count(page, 'scans', 'refused')) === 2, 'the next one is refused')
      }
      await server.must('POST', '/v1/commands/receive', { product, serial: late, location: places[0] })
      await card(late).getByRole('button', { name: 'Try again' }).click()
      await waitUntil(async () => (await count(page, 'scans', 'done')) === SCANS - 2, 'the held one follows')
      await page.getByText('Given up by', { exact: false }).first().waitFor()
      await page.waitForFunction(() => !document.title.startsWith('('))

      // The ledger: each once, with its own time, in the order of each unit.
      const entries = await kept(page)
      const events = (await eventsAfter(server, before)).filter((event) => event.command === 'move')
      const done = entries.filter((entry) => entry.state === 'done')
      assert.equal(events.length, done.length)
      assert.equal(new Set(events.map((event) => event.id)).size, done.length)
      const byId = new Map(events.map((event) => [event.id, event]))
      const last = new Map()
      for (const entry of done) {
        const event = byId.get(entry.id)
        assert.ok(event, `${entry.code} is in the ledger`)
        assert.equal(Date.parse(event.time), Date.parse(entry.at), 'with its own time')
        assert.equal(event.location, entry.body.location)
        assert.ok(event.seq > (last.get(entry.code) ?? 0), `${entry.code} in its order`)
        last.set(entry.code, event.seq)
      }
      for (const each of device.pages.filter((p) => !p.isClosed())) assert.deepEqual(complaintsOf(each), [])
    } finally {
      await device.end()
    }
  },
)

const addresses = {
  en: ['/units', '/units/1', '/products', '/locations', '/parties', '/events', '/stock', '/dashboard'],
  de: ['/units', '/stock'],
}

for (const language of ['en', 'de']) {
  scenario(
    `pages that need the server say so when it is away, ${language}`,
    { as: 'admin', demo: true, fresh: true, language },
    async ({ page, server }) => {
      forgive(page, AWAY)
      await openScan(page)
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
      await page.reload()
      await page.locator('nav:visible').first().waitFor()
      await server.kill()
      const unreachable = language === 'de' ? 'Der Server ist nicht erreichbar.' : 'The server cannot be reached.'
      for (const address of addresses[language]) {
        await page.goto(address)
        await page.getByText(unreachable).first().waitFor()
        await noSideways(page)
      }
      await page.goto('/queue')
      await page.getByRole('heading', { level: 1 }).waitFor()
      await axe(page)
    },
  )
}
