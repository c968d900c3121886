// Every page, at a desk and on a phone, light and dark, on the demo company: it shows its content, its console is quiet, axe finds
// nothing serious, and on a phone nothing sticks out to the right. With SERNO_SCREENSHOTS the main pages are kept in docs/screenshots.
import assert from 'node:assert/strict'
import { axe, complaintsOf, noSideways, scenario, screenshot } from './lib/harness.mjs'
import { addRecords, places, visit } from './lib/places.mjs'

const ONLY = process.env.SERNO_ONLY // a page's name: for whoever builds it

let table

async function tableOf(server) {
  table ??= addRecords(server).then(() => places(server))
  return (await table).filter((place) => !ONLY || place.name === ONLY)
}

async function look(page, place, kind) {
  await visit(page, place.path)
  assert.equal(await page.getByText(/^No page|not found$/i).count(), 0, `${place.path} has a page`)
  if (kind.device === 'phone') await noSideways(page)
  await axe(page, kind.axe)
  if (place.main && kind.shown)
    await screenshot(page, `${place.name.replaceAll(' ', '-')}-${kind.device}-${kind.scheme}`)
  const complaints = complaintsOf(page)
  page.serno.complaints = []
  assert.deepEqual(complaints, [], 'the console is quiet')
}

// All rules twice; where only the colours or only the layout are new, those that look at them.
const kinds = [
  { device: 'desk', scheme: 'light', shown: true },
  { device: 'desk', scheme: 'dark', axe: { only: ['color-contrast', 'link-in-text-block'] } },
  { device: 'phone', scheme: 'light', axe: { without: ['color-contrast'] } },
  { device: 'phone', scheme: 'dark', shown: true },
]

for (const kind of kinds) {
  const { device, scheme } = kind
  scenario(
    `every page, ${device}, ${scheme}`,
    { device, scheme, demo: true, as: 'admin', timeout: 300_000 },
    async ({ page, server }) => {
      const wrong = []
      for (const place of await tableOf(server)) {
        await look(page, place, kind).catch((error) => wrong.push(`${place.name}: ${error.message}`))
      }
      assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
    },
  )
}
