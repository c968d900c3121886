// The public page behind a label: for a stranger with a phone, without a script, in both languages, by day and by night.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { axe, noSideways, scenario } from './lib/harness.mjs'

const GTIN = '04006381333931'
const SHOWN = ['product', 'sku', 'gtin', 'serial', 'status', 'warranty', 'recall', 'lot', 'expiry', 'suspect']

/** A name as long as names may be, without a place to break it. */
const LONG = `Überwachungskamera-${'Weitwinkel'.repeat(20)}`.slice(0, 200)

async function give(server, method, address, body, status) {
  const answer = await server.api(method, address, body)
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

/** Units that strangers may know; serial -> path of the page. */
async function company(server) {
  await give(server, 'PATCH', '/v1/settings', { organisation: 'Northwind', base_url: server.url }, 200)
  const links = {
    pages: true,
    form: 'token',
    shown: SHOWN,
    contact: 'support@northwind.example',
    views_per_minute: 1000,
  }
  await give(server, 'PATCH', '/v1/links/settings', links, 200)
  await give(server, 'POST', '/v1/locations', { code: 'HOUSE', kind: 'site' }, 201)
  await give(server, 'POST', '/v1/parties', { code: 'ACME', name: 'Acme', kind: 'customer' }, 201)
  const product = { sku: 'CAM-4K', gtin: GTIN, name: 'Camera 4K', warranty_months: 24 }
  await give(server, 'POST', '/v1/products', product, 201)
  const manual = {
    rel: 'instructions',
    href: 'https://www.northwind.example/cam.pdf',
    title: 'Manual',
    product: 'CAM-4K',
  }
  await give(server, 'POST', '/v1/links/targets', manual, 201)
  const unit = (serial) => ({ product: 'CAM-4K', serial })
  const pages = {}
  for (const serial of ['NEW', 'SOLD', 'RECALLED', 'STOLEN', 'GONE']) {
    const came = { ...unit(serial), location: 'HOUSE', lot: 'L1', expires: '2031-05-06' }
    const { unit: made } = await give(server, 'POST', '/v1/commands/receive', came, 201)
    pages[serial] = new URL((await give(server, 'GET', `/v1/links/units/${made.id}`, undefined, 200)).url).pathname
  }
  for (const serial of ['SOLD', 'RECALLED']) {
    for (const [command, more] of [
      ['pick', {}],
      ['pack', {}],
      ['ship', { party: 'ACME' }],
      ['deliver', {}],
    ]) {
      await give(server, 'POST', `/v1/commands/${command}`, { ...unit(serial), ...more }, 201)
    }
  }
  await give(server, 'POST', '/v1/commands/hold', { ...unit('RECALLED'), hold: 'recall', reason: 'x' }, 201)
  await give(server, 'POST', '/v1/commands/report_stolen', { ...unit('STOLEN'), reason: 'x' }, 201)
  await give(server, 'POST', '/v1/commands/scrap', { ...unit('GONE'), reason: 'x' }, 201)
  const long = { sku: LONG.slice(0, 64), gtin: '04012345678901', name: LONG, warranty_months: 24 }
  await give(server, 'POST', '/v1/products', long, 201)
  const came = { product: long.sku, serial: 'X'.repeat(80), location: 'HOUSE' }
  const { unit: made } = await give(server, 'POST', '/v1/commands/receive', came, 201)
  pages.LONG = new URL((await give(server, 'GET', `/v1/links/units/${made.id}`, undefined, 200)).url).pathname
  return pages
}

const WORDS = {
  LONG: 'This number is genuine',
  NEW: 'This number is genuine',
  SOLD: 'This number is genuine',
  RECALLED: 'Recall: please stop using this item',
  STOLEN: 'This item was reported stolen',
  GONE: 'This number was withdrawn',
  BROKEN: 'This is not the address of an item',
}

async function keep(page, name) {
  const folder = process.env.SERNO_LINK_PICTURES
  if (!folder) return
  fs.mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}

const MALFORMED = ['/01/04006381333932', '/00/1', '/shop/414/123', '/01']
const NOWHERE = [
  '/00/340063810000000018',
  '/414/4006381333931/254/1A',
  '/shop/8010/4006381-X',
  '/01/09506000134352/21/NONE',
]

scenario('strangers read the page of a label', { fresh: true }, async ({ server, open }) => {
  const pages = await company(server)
  for (const [device, scheme, language] of [
    ['phone', 'light', 'de'],
    ['phone', 'dark', 'en'],
    ['desk', 'light', 'en'],
    ['desk', 'dark', 'de'],
  ]) {
    const page = await open({ device, scheme })
    for (const [serial, address] of Object.entries({ ...pages, NONE: `/p/${'A'.repeat(32)}`, BROKEN: MALFORMED[0] })) {
      await page.goto(`${address}?lang=en`)
      const words = WORDS[serial] ?? 'We can say nothing about this number'
      await page.getByRole('heading', { level: 1, name: words }).waitFor()
      await page.goto(`${address}?lang=${language}`)
      for (const summary of await page.locator('summary').all()) await summary.click()
      await axe(page)
      await noSideways(page)
      await keep(page, `${serial}-${device}-${scheme}`)
    }
    assert.equal(await page.locator('script').count(), 0, 'no script')
  }
})

scenario('no Digital Link is answered by the application', { fresh: true }, async ({ server, open }) => {
  await company(server)
  const page = await open({ device: 'phone' })
  for (const [address, status, title] of [
    ...NOWHERE.map((one) => [one, 404, 'We can say nothing about this number']),
    ...MALFORMED.map((one) => [one, 400, 'This is not the address of an item']),
    [`/shop/01/${GTIN}/21/SOLD/`, 200, 'This number is genuine'],
    [`/gtin/${GTIN}`, 200, 'About this product'],
  ]) {
    const answer = await page.goto(address)
    assert.equal(answer.status(), status, address)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    assert.equal(await page.locator('script').count(), 0, `${address} is no page of the application`)
  }
  assert.match(await page.locator('footer a').getAttribute('href'), /^mailto:/)
})

scenario('an owner asks to be registered, in German', { fresh: true }, async ({ server, open }) => {
  const pages = await company(server)
  const page = await open({ device: 'phone', language: 'de' })
  await page.goto(pages.SOLD)
  await page.getByRole('heading', { name: 'Diese Nummer ist echt' }).waitFor()
  await page.getByText('Als Besitzer eintragen').click()
  const form = page.locator('details[open] form')
  await form.getByLabel('Ihr Name').fill('Jürgen Müller')
  await form.getByLabel('Ihre E-Mail-Adresse').fill('jm@doe.example')
  await form.getByLabel('Was möchten Sie uns sagen?').fill('Gekauft am <b>Montag</b> & bezahlt')
  await form.getByRole('button', { name: 'Senden' }).click()
  await page.getByRole('heading', { name: 'Vielen Dank' }).waitFor()
  await axe(page)
  await keep(page, 'sent-phone-light')
  const { items } = (await server.api('GET', '/v1/links/reports?state=waiting')).body
  assert.deepEqual(
    items.map((r) => [r.kind, r.serial, r.name, r.contact, r.message]),
    [['register', 'SOLD', 'Jürgen Müller', 'jm@doe.example', 'Gekauft am <b>Montag</b> & bezahlt']],
  )
})
