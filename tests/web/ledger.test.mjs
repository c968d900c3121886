// The ledger: the check by the server with its progress, proofs that the browser follows by itself, and lies that it notices.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot } from './lib/harness.mjs'

const check = (page) => page.getByRole('button', { name: /^Check (now|again)$/ })

for (const device of ['desk', 'phone']) {
  scenario(
    `everything is checked, ${device}`,
    { as: 'auditor', demo: true, device, scheme: device === 'desk' ? 'light' : 'dark' },
    async ({ page, server }) => {
      const head = await server.must('GET', '/v1/ledger')
      await page.goto('/ledger')
      await page.getByText(head.root).waitFor()
      await check(page).click()
      await page.getByText('All is as it was recorded.').waitFor()
      await page.getByText(`${head.size.toLocaleString('en')} events and`).waitFor()
      await page.reload() // the check stands in the address
      await page.getByText('All is as it was recorded.').waitFor()
      await axe(page)
      await noSideways(page)
      await page.goto('/jobs')
      await page.getByRole('link', { name: 'Check of the ledger' }).first().click()
      await page.getByText('All is as it was recorded.').waitFor()
    },
  )
}

scenario(
  'a note of an earlier day that is none is found by the server',
  { as: 'auditor', demo: true },
  async ({ page, server }) => {
    const head = await server.must('GET', '/v1/ledger')
    await page.goto('/ledger')
    await page.getByLabel('Compare with an earlier note').fill('7:abc')
    await page.getByText('A note looks like').waitFor()
    await page.getByLabel('Compare with an earlier note').fill(`7:${head.root}`)
    await check(page).click()
    await page.getByRole('alert').getByText('1 thing is not as it was recorded.').waitFor()
    await axe(page)
  },
)

scenario('the browser follows proofs by itself', { as: 'operator', demo: true }, async ({ page, server }) => {
  const { items } = await server.must('GET', '/v1/events?limit=1')
  const then = await server.must('GET', '/v1/ledger/root?size=1000')
  await page.goto('/ledger')
  assert.equal(await check(page).count(), 0, 'who may not check is not offered it')
  await page.getByLabel('Event', { exact: true }).fill(items[0].id)
  await page.getByRole('button', { name: 'Check the proof' }).click()
  await page.getByText('The event is in the ledger, and nobody changed it.').waitFor()
  await page.getByLabel('Earlier note', { exact: true }).fill(`1000:${then.root}`)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('Since then the ledger has only grown.').waitFor()
  await axe(page)
  await noSideways(page)
  await screenshot(page, 'ledger')
})

scenario('a server that lies is found out', { as: 'operator', demo: true }, async ({ page, server }) => {
  const { items } = await server.must('GET', '/v1/events?limit=1')
  const then = await server.must('GET', '/v1/ledger/root?size=1000')
  // The event at another time; the proof is the true one.
  await page.route(`**/v1/events/${items[0].id}`, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('"time":"2', '"time":"1') })
  })
  await page.route('**/v1/ledger/consistency*', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    body.proof.reverse()
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto('/ledger')
  await page.getByLabel('Event', { exact: true }).fill(items[0].id)
  await page.getByRole('button', { name: 'Check the proof' }).click()
  await page.getByText('The proof does not hold.').waitFor()
  await page.getByLabel('Earlier note', { exact: true }).fill(`1000:${then.root}`)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('The ledger is not the one of your note.').waitFor()
  await axe(page)
})

scenario(
  'what does not exist is refused in the words of the server',
  { as: 'operator', demo: true },
  async ({ page }) => {
    await page.goto('/ledger?job=0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11')
    await page.getByText('The server has forgotten this check').waitFor()
    await page.getByLabel('Event', { exact: true }).fill('0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11')
    await page.getByRole('button', { name: 'Check the proof' }).click()
    await page.getByRole('alert').getByText('Refused').waitFor()
  },
)
