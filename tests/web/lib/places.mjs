// Every page of the application with an address on a server's data, for tests that walk through all of them.
import assert from 'node:assert/strict'

const first = async (server, target) => {
  const { items } = await server.must('GET', target)
  assert.ok(items.length > 0, `nothing at ${target}`)
  return items[0]
}

const segment = (code) => encodeURIComponent(code)

const LABEL = 'roll-50x25-unit-serial'

/** An import with a bad row and a job, so that their pages have something to show. */
export async function addRecords(server) {
  const csv = 'sku,name\nPLACES-1,Spare belt\nPLACES-2,\n'
  const headers = { 'Content-Type': 'text/csv' }
  await server.must('POST', '/v1/imports?kind=products&mode=good', csv, { headers })
  await server.must('POST', '/v1/numbering/schemes', {
    code: 'PLACES',
    name: 'Cameras',
    pattern: 'C{yy}-{seq:6}',
    restart: ['year'],
  })
  const pool = { name: 'Line 2', scheme: 'PLACES', product: 'PLACES-1', count: 20, expires_at: '2099-05-31' }
  await server.must('POST', '/v1/pools', pool)
  await server.api('POST', '/v1/ledger/verify', undefined, { headers: { Prefer: 'respond-async' } })
}

/** [{ name, path, main }]; main: one of the pages that the documentation shows. Asks the server which codes there are. */
export async function places(server, units = '/v1/units?status=installed&limit=1') {
  const unit = await first(server, units)
  const [product, location, party, event, box, run] = await Promise.all(
    ['products', 'locations', 'parties', 'events', 'packages', 'imports'].map((list) =>
      first(server, `/v1/${list}?limit=1`),
    ),
  )
  await server.must('POST', '/v1/printers', { name: 'Goods in', kind: 'browser', template: LABEL })
  const labels = { printer: 'Goods in', template: LABEL, product: unit.product, serials: [unit.serial] }
  const job = await server.must('POST', '/v1/print/jobs', labels)
  return [
    { name: 'scan', path: '/scan', main: true },
    { name: 'queue', path: '/queue' },
    { name: 'dashboard', path: '/dashboard', main: true },
    { name: 'units', path: '/units', main: true },
    { name: 'unit', path: `/units/${unit.id}`, main: true },
    { name: 'stock', path: '/stock', main: true },
    { name: 'packages', path: '/packages' },
    { name: 'package', path: `/packages/${segment(box.code)}` },
    { name: 'products', path: '/products', main: true },
    { name: 'product', path: `/products/${segment(product.sku)}` },
    { name: 'locations', path: '/locations', main: true },
    { name: 'location', path: `/locations/${segment(location.code)}` },
    { name: 'parties', path: '/parties' },
    { name: 'party', path: `/parties/${segment(party.code)}` },
    { name: 'numbering', path: '/numbering', main: true },
    { name: 'pools', path: '/numbering?tab=pools' },
    { name: 'events', path: '/events', main: true },
    { name: 'event', path: `/events/${event.id}` },
    { name: 'ledger', path: '/ledger', main: true },
    { name: 'labels', path: '/labels', main: true },
    { name: 'label', path: '/labels/roll-70x30-unit', main: true },
    { name: 'print jobs', path: '/print', main: true },
    { name: 'print job', path: `/print/${job.id}` },
    { name: 'printers', path: '/printers' },
    { name: 'imports', path: '/imports' },
    { name: 'new import', path: '/imports/new', main: true },
    { name: 'import', path: `/imports/${run.id}` },
    { name: 'jobs', path: '/jobs' },
    { name: 'procedures', path: '/procedures', main: true },
    { name: 'procedure', path: '/procedures/receive' },
    { name: 'practice', path: '/practice', main: true },
    { name: 'guide', path: '/guide', main: true },
    { name: 'help', path: '/help/scan' },
    { name: 'users', path: '/users' },
    { name: 'public pages', path: '/links', main: true },
    { name: 'what strangers are told', path: '/links?tab=settings', main: true },
    { name: 'keys', path: '/keys' },
    { name: 'roles', path: '/roles' },
    { name: 'settings', path: '/settings', main: true },
  ]
}

/** Until the page shows what it has: its heading is there, nothing is loading. */
export async function settled(page) {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => {
    const seen = (e) => e.getClientRects().length > 0
    const busy = [...document.querySelectorAll('.mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]')]
    return !busy.some(seen)
  })
  await page.evaluate(() => document.fonts.ready)
}

/** Opens an address and waits until the page shows what it has. */
export async function visit(page, path) {
  await page.goto(path)
  await settled(page)
}
