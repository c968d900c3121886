// The page of one unit: a keyboard alone takes a unit from the dock to a customer and back; refusals, undo, correction, proof, live
// changes, and units that look odd.
import assert from 'node:assert/strict'
import { company, get } from './lib/company.mjs'
import { axe, noSideways, scenario, screenshot, waitUntil } from './lib/harness.mjs'

/** Focus goes to the control with the keyboard, as somebody without a mouse goes. */
async function tabTo(page, role, name, within = page) {
  const target = within.getByRole(role, { name, exact: true })
  await target.first().waitFor()
  for (let at = 0; at < 80; at++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never reached ${role} ${name}`)
}

/** A command given with the keyboard: its button, or its place in the menu; then the fields, and Enter. */
async function command(page, name, fields = {}) {
  const button = page.getByRole('button', { name, exact: true })
  await page.getByRole('button', { name: 'More actions' }).waitFor()
  if ((await button.count()) > 0) await tabTo(page, 'button', name)
  else {
    await tabTo(page, 'button', 'More actions')
    await page.keyboard.press('Enter')
    const item = page.getByRole('menuitem', { name, exact: true })
    await item.waitFor()
    for (let at = 0; at < 40 && !(await item.evaluate((one) => one === document.activeElement)); at++) {
      await page.keyboard.press('ArrowDown')
    }
  }
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  for (const [label, text] of Object.entries(fields)) {
    await tabTo(page, 'textbox', label, dialog)
    await page.keyboard.type(text)
  }
  await tabTo(page, 'button', name, dialog)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

const status = (page, text) => page.locator('[aria-current=step]').filter({ hasText: text }).waitFor()

scenario(
  'by keyboard from the dock to a customer and back',
  { as: 'manager', fresh: true },
  async ({ page, server }) => {
    await company(server, 0)
    const allocated = await server.api('POST', '/v1/commands/allocate', { product: 'PUMP', serials: ['K-1'] })
    assert.equal(allocated.status, 201, JSON.stringify(allocated.body))
    const [unit] = (await get(server, '/v1/units?serial=K-1')).items
    await page.goto(`/units/${unit.id}`)
    await status(page, 'Allocated')
    await command(page, 'Receive', { Location: 'BER-01' })
    await status(page, 'In stock')
    await command(page, 'Move', { Location: 'BER-02' })
    await page.getByRole('link', { name: 'BER-02' }).first().waitFor()
    await command(page, 'Pick', { Order: 'SO-1' })
    await status(page, 'Picked')
    await command(page, 'Pack', { Package: 'BOX-1' })
    await status(page, 'Packed')
    await command(page, 'Ship', { Party: 'ACME' })
    await status(page, 'In transit')
    await command(page, 'Deliver')
    await status(page, 'Delivered')
    await page.getByText('Until').waitFor()
    await screenshot(page, 'unit-desk-light')
    await command(page, 'Return', { Location: 'BER-01' })
    await status(page, 'Returned')
    const history = (await get(server, `/v1/units/${unit.id}/history`)).items.map((entry) => entry.command)
    assert.deepEqual(history.reverse(), ['allocate', 'receive', 'move', 'pick', 'pack', 'ship', 'deliver', 'return'])
    await axe(page)
  },
)

scenario(
  'a refusal is in the server’s words, and the same dialog sends again',
  { as: 'operator', fresh: true },
  async ({ page, server }) => {
    await company(server, 1)
    const [unit] = (await get(server, '/v1/units?limit=1')).items
    await page.goto(`/units/${unit.id}`)
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await dialog.getByText('This is needed.').waitFor()
    await dialog.getByLabel('Location').fill('NOWHERE')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await dialog.getByRole('alert').getByText('NOWHERE').waitFor()
    await axe(page)
    await dialog.getByLabel('Location').fill('BER-02')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'BER-02' }).first().waitFor()

    // Who did it may undo it, as long as nothing came after.
    await page.getByRole('button', { name: 'Undo' }).click()
    await dialog.getByLabel('Reason').fill('wrong bin')
    await dialog.getByRole('button', { name: 'Undo' }).click()
    await dialog.waitFor({ state: 'detached' })
    await waitUntil(async () => (await get(server, `/v1/units/${unit.id}`)).location === 'BER-01', 'it is back')
    await page.getByText('undoes this event').waitFor()
  },
)

scenario('a unit is corrected', { as: 'manager', fresh: true }, async ({ page, server }) => {
  await company(server, 1)
  const [unit] = (await get(server, '/v1/units?limit=1')).items
  await page.goto(`/units/${unit.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Correct', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Serial').fill('NEW-1')
  await dialog.getByRole('button', { name: 'Add identifier' }).click()
  await dialog.getByLabel('Kind').fill('mac')
  await dialog.getByLabel('Value').fill('02:00:00:00:00:01')
  await dialog.getByRole('button', { name: 'Add attribute' }).click()
  await dialog.getByLabel('Name').fill('colour')
  await dialog.getByLabel('Value').last().fill('red')
  await dialog.getByLabel('Reason').fill('misread')
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'NEW-1' }).waitFor()
  await page.getByText('02:00:00:00:00:01').waitFor()
  const now = await get(server, `/v1/units/${unit.id}`)
  assert.deepEqual([now.serial, now.attributes, now.former_serials], ['NEW-1', { colour: 'red' }, ['U-0001']])
})

scenario(
  'the proof of an event is copied with one click',
  { as: 'auditor', demo: true },
  async ({ page, context, server }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const [unit] = (await get(server, '/v1/units?status=stolen&limit=1')).items
    await page.goto(`/units/${unit.id}`)
    await page.getByRole('alert').filter({ hasText: 'Reported stolen' }).waitFor()
    await page.getByRole('button', { name: 'Proof' }).first().click()
    await page.getByRole('dialog').getByText('Copied').waitFor()
    const proof = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    const ledger = await get(server, '/v1/ledger')
    assert.equal(proof.proof.index, proof.event.seq - 1)
    assert.equal(proof.proof.leaf, proof.event.leaf)
    assert.equal(proof.proof.root, ledger.root)
    await axe(page)
  },
)

scenario('a change elsewhere is seen at once', { as: 'operator', fresh: true }, async ({ page, server }) => {
  await company(server, 1)
  const [unit] = (await get(server, '/v1/units?limit=1')).items
  await page.goto(`/units/${unit.id}`)
  await status(page, 'In stock')
  const picked = await server.api('POST', '/v1/commands/pick', { unit: { id: unit.id } })
  assert.equal(picked.status, 201, JSON.stringify(picked.body))
  await status(page, 'Picked')
})

const odd = {
  'a serial of 128 characters': (server) => company(server, 1, 'X1Y2'.repeat(31)).then(() => '/v1/units?limit=1'),
  'a unit inside another': async () => '/v1/units?status=installed&limit=1',
  'a held unit': async () => '/v1/units?hold=any&limit=1',
  'a missing unit': async () => '/v1/units?status=missing&limit=1',
}
for (const [name, path] of Object.entries(odd)) {
  for (const device of ['desk', 'phone']) {
    const demo = !name.includes('128')
    scenario(
      `${name}, ${device}`,
      { as: 'manager', demo, fresh: !demo, device, scheme: 'dark', language: 'de' },
      async ({ page, server }) => {
        const [unit] = (await get(server, await path(server))).items
        await page.goto(`/units/${unit.id}`)
        await page.getByRole('heading', { level: 1, name: unit.serial }).waitFor()
        await page.locator('[aria-current=step]').waitFor()
        await noSideways(page)
        await axe(page)
      },
    )
  }
}
