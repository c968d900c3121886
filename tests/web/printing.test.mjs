// Labels on paper: printers, a job that is printed, broken off, decided on, read back and closed; who printed what.
import assert from 'node:assert/strict'
import net from 'node:net'
import { company } from './lib/company.mjs'
import { axe, noSideways, scenario, screenshot, waitUntil, wedge } from './lib/harness.mjs'

/** A printer in the network: keeps what it is sent. breaks: the connection that it cuts off in mid-label, from 1. */
async function fakePrinter({ breaks = 0 } = {}) {
  const sockets = new Set()
  const printer = { text: '', calls: 0 }
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      if (bytes.length === 0) return
      printer.calls += 1
      if (printer.calls === breaks) return socket.resetAndDestroy()
      printer.text += bytes.toString('latin1')
    })
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  printer.port = server.address().port
  printer.end = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise((closed) => server.close(closed))
  }
  return printer
}

const template = 'roll-50x25-unit-serial'
const job = (page) => page.url().split('/').at(-1)
const state = async (server, id) => (await server.must('GET', `/v1/print/jobs/${id}`)).state

async function nameOf(server) {
  return (await server.must('GET', `/v1/labels/templates/${template}`)).name
}

for (const [device, scheme] of [
  ['desk', 'light'],
  ['desk', 'dark'],
  ['phone', 'dark'],
]) {
  scenario(`printing, ${device}, ${scheme}`, { as: 'admin', fresh: true, device, scheme }, async ({ page, server }) => {
    const serials = await company(server, 3)
    await page.goto('/printers')
    await page.getByText('No printers yet').waitFor()
    await axe(page)
    await server.must('POST', '/v1/printers', { name: 'Somebody', kind: 'browser', template })
    const made = await server.must('POST', '/v1/print/jobs', { printer: 'Somebody', template, product: 'PUMP', serials })
    await page.reload()
    await page.getByRole('button', { name: 'Somebody' }).waitFor()
    await noSideways(page)
    await axe(page)
    await screenshot(page, `printers-${device}-${scheme}`)
    await page.goto('/print')
    await page.getByRole('link', { name: '3 labels of units' }).waitFor()
    await noSideways(page)
    await axe(page)
    await screenshot(page, `print-jobs-${device}-${scheme}`)
    await page.goto(`/print/${made.id}`)
    await page.getByText('Did these 3 labels come out?').waitFor()
    await page.getByRole('link', { name: serials[0] }).first().waitFor()
    await noSideways(page)
    await axe(page)
    await screenshot(page, `print-job-${device}-${scheme}`)
  })
}

scenario('a printer is made, and labels of a unit are printed, read back and closed', { as: 'manager', fresh: true }, async ({ page, server }) => {
  const printer = await fakePrinter()
  try {
    const serials = await company(server, 2)
    await page.goto('/printers')
    await page.getByRole('button', { name: 'New printer' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Goods in')
    await dialog.getByRole('textbox', { name: 'Name or address' }).fill('127.0.0.1')
    await dialog.getByLabel('Port').fill(String(printer.port))
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('button', { name: 'Goods in' }).waitFor()

    const { items } = await server.must('GET', '/v1/units?limit=10')
    const unit = items.find((one) => one.serial === serials[0])
    await page.goto(`/units/${unit.id}`)
    await page.getByText('No label of this unit was printed yet.').waitFor()
    await page.getByRole('button', { name: 'Label', exact: true }).click()
    await dialog.getByRole('combobox', { name: 'Template' }).click()
    await page.getByRole('option', { name: await nameOf(server) }).click()
    await dialog.getByRole('button', { name: 'Print', exact: true }).click()
    await page.waitForURL('**/print/*')
    await page.getByText('1 of 1 came out').waitFor()
    assert.equal(printer.text.match(/\^XA/g)?.length, 1)
    assert.ok(printer.text.includes(serials[0]))

    await page.getByRole('button', { name: 'Start reading' }).click()
    const verdict = page.getByTestId('read-back')
    await wedge(page, 'NOT-OURS')
    await verdict.and(page.locator('[data-tone=bad]')).filter({ hasText: 'NOT-OURS' }).waitFor()
    await wedge(page, serials[0])
    await verdict.and(page.locator('[data-tone=good]')).filter({ hasText: 'Right' }).waitFor()
    await axe(page)
    await wedge(page, serials[0])
    await verdict.filter({ hasText: 'Read before' }).waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0) // no other page takes the scan
    await page.getByText('1 right, 1 wrong, 0 missing').waitFor()
    await page.getByRole('button', { name: 'Close the job' }).click()
    await page.getByText('Read back', { exact: true }).first().waitFor()
    await waitUntil(async () => (await state(server, job(page))) === 'verified', 'the job is closed')

    await page.goto(`/units/${unit.id}`)
    await page.getByRole('link', { name: serials[0] }).last().click()
    await page.waitForURL('**/print/*')
    await page.getByRole('checkbox', { name: serials[0] }).check()
    await page.getByRole('button', { name: 'Print 1 again' }).click()
    await dialog.getByLabel('Reason').fill('torn')
    await dialog.getByRole('button', { name: 'Print', exact: true }).click()
    await page.getByText('The first job').waitFor()
    await page.getByText('1 of 1 came out').waitFor()
    assert.equal(printer.text.match(/\^XA/g)?.length, 2)
  } finally {
    await printer.end()
  }
})

scenario('what broke off is decided by a person, and then printed', { as: 'operator', fresh: true }, async ({ page, server }) => {
  const printer = await fakePrinter({ breaks: 2 })
  try {
    const serials = await company(server, 3)
    const { port } = printer
    await server.must('POST', '/v1/printers', { name: 'Line', kind: 'raw9100', host: '127.0.0.1', port, template })
    const made = await server.must('POST', '/v1/print/jobs', { printer: 'Line', template, product: 'PUMP', serials })
    await page.goto(`/print/${made.id}`)
    const uncertain = page.getByRole('button', { name: /: It did not$/ })
    await uncertain.first().waitFor()
    assert.equal(await uncertain.count(), 1)
    await axe(page)
    await uncertain.click()
    await page.getByText('3 of 3 came out').waitFor()
    for (const serial of serials) assert.ok(printer.text.includes(serial), serial)
  } finally {
    await printer.end()
  }
})

scenario('without a printer labels open as a PDF', { as: 'operator', fresh: true }, async ({ page, server }) => {
  await company(server, 1)
  await page.goto('/locations')
  await page.getByRole('button', { name: 'Print scan codes' }).click()
  await page.getByText('The PDF opens in a new tab.').waitFor()
  await axe(page)
  const drawn = page.waitForResponse('**/v1/labels/render')
  const popup = page.waitForEvent('popup')
  await page.getByRole('dialog').getByRole('button', { name: 'Print', exact: true }).click()
  assert.equal((await drawn).headers()['content-type'], 'application/pdf')
  await (await popup).close()
})
