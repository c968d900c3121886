// Stored markup: every text that people can store holds some, and no page takes it for more than text. Each has a number of its own,
// so that a failure says which field it was. The policy (no inline scripts) would stop it once more; here nothing may get that far.
import assert from 'node:assert/strict'
import { complaintsOf, figure, scenario, waitUntil, wedge } from './lib/harness.mjs'
import { places, settled, visit } from './lib/places.mjs'

const payload = (n) => `x${n}<img src=x data-payload=${n} onerror=alert(${n})>`
const breakout = (n) => `x${n}"'><svg data-payload=${n} onload=alert(${n})>`
const link = (n) => `javascript:alert(${n})`

const DEVICE = { headers: { 'X-Serno-Device': payload(60) } }

// [what it is, method, path, body]; in order. A function gets the answers so far, by name.
const steps = [
  [
    'product',
    'POST',
    '/v1/products',
    {
      sku: payload(1),
      name: payload(2),
      category: breakout(3),
      attributes: { [payload(4)]: breakout(5), web: link(6) },
    },
  ],
  [
    'site',
    'POST',
    '/v1/locations',
    { code: payload(7), name: breakout(8), kind: 'site', attributes: { note: payload(9) } },
  ],
  ['bin', 'POST', '/v1/locations', { code: breakout(10), name: payload(11), kind: 'bin', parent: payload(7) }],
  [
    'party',
    'POST',
    '/v1/parties',
    {
      code: payload(12),
      name: breakout(13),
      kind: 'customer',
      phone: payload(14),
      address: payload(15),
      contact: breakout(16),
      attributes: { a: payload(17) },
    },
  ],
  ['supplier', 'POST', '/v1/parties', { code: breakout(18), name: payload(19), kind: 'supplier' }],
  ['user', 'POST', '/v1/users', { name: payload(20), roles: ['operator'], password: 'correct horse battery staple' }],
  ['key', 'POST', '/v1/keys', { name: payload(21) }],
  ['view', 'POST', '/v1/views', { page: 'units', name: payload(22), query: 'status=in_stock', shared: true }],
  ['settings', 'PATCH', '/v1/settings', { organisation: payload(23) }],
  ['lot', 'POST', '/v1/lots', { product: payload(1), number: payload(24) }],
  [
    'receive',
    'POST',
    '/v1/commands/receive',
    {
      product: payload(1),
      serials: ['S2', 'S3'],
      location: breakout(10),
      party: breakout(18),
      order: payload(26),
      note: breakout(27),
      lot: payload(24),
    },
    DEVICE,
  ],
  [
    'another',
    'POST',
    '/v1/commands/receive',
    {
      product: payload(1),
      serial: '<b data-payload=25>',
      location: payload(7),
      attributes: { [breakout(28)]: payload(29) },
    },
  ],
  [
    'hold',
    'POST',
    '/v1/commands/hold',
    { product: payload(1), serial: 'S2', hold: 'quality', reason: payload(30), note: payload(31) },
  ],
  ['pick', 'POST', '/v1/commands/pick', { product: payload(1), serials: ['S3'], order: breakout(32) }],
  ['pack', 'POST', '/v1/commands/pack', { product: payload(1), serial: 'S3', package: payload(33), note: payload(34) }],
  [
    'lent',
    'POST',
    '/v1/commands/check_out',
    { product: payload(1), serial: '<b data-payload=25>', party: payload(12), note: breakout(35), reason: payload(36) },
  ],
  ['missing', 'POST', '/v1/commands/report_missing', { product: payload(1), serial: 'S2', reason: breakout(37) }],
]

const badRows = `sku,name,${payload(40).replaceAll(',', '')}\n"PAY-1",Fine,\n"",${payload(41)},${payload(42)}\n${payload(43)},,"${breakout(44).replaceAll('"', '""')}"\n`

// Texts that the server does not take in this form are safe already; the rest must be stored.
async function store(server) {
  const refused = []
  for (const [name, method, path, body, options] of steps) {
    const answer = await server.api(method, path, body, options)
    if (answer.status >= 300) refused.push(`${name}: ${answer.status} ${answer.body.detail}`)
  }
  const csv = { headers: { 'Content-Type': 'text/csv' } }
  await server.api('POST', '/v1/imports?kind=products&mode=good', badRows, csv)
  assert.deepEqual(refused, [], 'everything is stored')
}

async function look(page, seen) {
  const found = await page.evaluate(() => ({
    elements: [...document.querySelectorAll('[data-payload]')].map((e) => e.outerHTML.slice(0, 200)),
    links: [...document.querySelectorAll('a[href^="javascript:" i], [src^="javascript:" i]')].map((e) =>
      e.outerHTML.slice(0, 200),
    ),
    texts: [...document.documentElement.innerText.matchAll(/data-payload=(\d+)|alert\((\d+)\)/g)].map(
      (m) => m[1] ?? m[2],
    ),
  }))
  for (const n of found.texts) seen.add(Number(n))
  assert.deepEqual([found.elements, found.links], [[], []], page.url())
  assert.deepEqual(complaintsOf(page), [], page.url())
}

// Charts show names when the pointer rests on them.
async function touchCharts(page) {
  for (const canvas of await page.locator('canvas').all()) {
    const box = await canvas.boundingBox()
    if (!box) continue
    await canvas.scrollIntoViewIfNeeded()
    for (const x of [0.15, 0.35, 0.55, 0.75, 0.9])
      await canvas.hover({ position: { x: box.width * x, y: box.height * 0.45 }, force: true })
  }
}

scenario('stored markup stays text on every page', { fresh: true, as: 'admin' }, async ({ page, server }) => {
  page.on('dialog', (dialog) => {
    page.serno.complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await store(server)
  const seen = new Set()
  const { items: units } = await server.must('GET', '/v1/units')
  const all = await places(server, '/v1/units?limit=1')
  const more = [
    ...units.map((unit) => ({ path: `/units/${unit.id}` })),
    ...['/events', '/units'].map((path) => ({ path: `${path}?product=${encodeURIComponent(payload(1))}` })),
    { path: `/products/${encodeURIComponent(payload(99))}` },
    { path: `/locations/${encodeURIComponent(payload(7))}` },
    { path: `/parties/${encodeURIComponent(breakout(18))}` },
  ]
  const { items: events } = await server.must('GET', '/v1/events')
  for (const { path } of [...all, ...more, ...events.map((event) => ({ path: `/events/${event.id}` }))]) {
    await visit(page, path)
    await touchCharts(page)
    await look(page, seen)
  }
  figure(`markup stored in ${seen.size} texts was shown as text, on ${all.length + more.length + events.length} pages`)
  assert.ok(seen.size >= 25, `only ${[...seen]} were shown anywhere`)
})

scenario('scanned and typed markup stays text', { fresh: true, as: 'admin' }, async ({ page }) => {
  const seen = new Set()
  await visit(page, '/scan')
  await wedge(page, payload(70))
  await waitUntil(
    async () => (await page.locator('body').innerText()).includes('data-payload=70'),
    'what was scanned is shown',
  )
  await look(page, seen)
  await visit(page, `/units?q=${encodeURIComponent(payload(71))}`)
  await settled(page)
  await look(page, seen)
  assert.ok(seen.has(70))
})
