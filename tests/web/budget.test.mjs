// What a phone has to fetch before somebody can scan: the scan page, opened for the first time by somebody who is signed in.
import assert from 'node:assert/strict'
import { figure, scenario } from './lib/harness.mjs'
import { settled } from './lib/places.mjs'

const BYTES_MAX = 250_000

scenario('the scan page in few bytes', { as: 'operator', device: 'phone' }, async ({ page }) => {
  // What the service worker fetches later, in the background, is not waited for by anybody.
  await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  const names = new Map()
  const bytes = new Map()
  network.on('Network.responseReceived', ({ requestId, response }) =>
    names.set(requestId, new URL(response.url).pathname),
  )
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength))
  await page.goto('/scan')
  await settled(page)
  const list = [...bytes].sort((a, b) => b[1] - a[1]).map(([id, size]) => ({ name: names.get(id), size }))
  const sum = (some) => some.reduce((all, { size }) => all + size, 0)
  const kb = (size) => `${(size / 1000).toFixed(1)} kB`
  figure(`cold load of the scan page: ${kb(sum(list))}, ${list.length} replies`)
  assert.ok(list.length > 3, 'it was loaded')
  assert.ok(sum(list) < BYTES_MAX, list.map(({ name, size }) => `${name} ${kb(size)}`).join(', '))
})
