// A small warehouse for the scan page: places, a product, parties of a name of its own, and a hand that scans.
import assert from 'node:assert/strict'
import { wedge } from './harness.mjs'

let made = 0

function withCheckDigit(digits) {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * ((digits.length - at) % 2 ? 3 : 1), 0)
  return digits + ((10 - (sum % 10)) % 10)
}

const KEYS = {
  lookup: '1',
  receive: '2',
  move: '3',
  pick: '4',
  pack: '5',
  ship: '6',
  return: '7',
  check_out: '8',
  check_in: '9',
  count: '0',
  hold: 'h',
}

export class Floor {
  constructor(server, page, name) {
    Object.assign(this, { server, page, name })
    this.dock = `DOCK-${name}`
    this.bin = `BIN-${name}`
    this.shelf = `SHELF-${name}`
    this.customer = `CUST-${name}`
    this.borrower = `STAFF-${name}`
    this.product = `PUMP-${name}`
    this.gtin = withCheckDigit(`04006381${String(name.slice(1)).padStart(5, '0')}`)
  }

  /** The same place, other hands. */
  at(page) {
    return new Floor(this.server, page, this.name)
  }

  static async make(server, page) {
    made += 1
    const floor = new Floor(server, page, `T${(process.pid % 900) * 100 + made}`)
    const site = `SITE-${floor.name}`
    await floor.give('POST', '/v1/locations', { code: site, kind: 'site', name: 'Hall' })
    for (const [code, name] of [
      [floor.dock, 'Goods in'],
      [floor.bin, 'Bin'],
      [floor.shelf, 'Shelf 1, upper row'],
    ]) {
      await floor.give('POST', '/v1/locations', { code, kind: 'bin', parent: site, name })
    }
    await floor.give('POST', '/v1/parties', { code: floor.customer, kind: 'customer', name: 'A customer' })
    await floor.give('POST', '/v1/parties', { code: floor.borrower, kind: 'staff', name: 'A borrower' })
    await floor.give('POST', '/v1/products', { sku: floor.product, name: 'Circulation pump', gtin: floor.gtin })
    return floor
  }

  /** As the administrator; must work. */
  async give(method, path, body) {
    const answer = await this.server.api(method, path, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  serials(count) {
    return Array.from({ length: count }, (_, at) => `${this.name}-${String(at + 1).padStart(4, '0')}`)
  }

  /** Units in stock at the dock. */
  async stock(count) {
    const serials = this.serials(count)
    await this.give('POST', '/v1/commands/receive', { product: this.product, serials, location: this.dock })
    return serials
  }

  unit(serial) {
    return this.give('GET', `/v1/products/${this.product}/units/${encodeURIComponent(serial)}`)
  }

  async state(serial) {
    const { status, location } = await this.unit(serial)
    return [status, location]
  }

  async open() {
    await this.page.goto('/scan')
    await this.page.locator('nav[aria-label] button[aria-pressed]').first().waitFor()
  }

  async mode(name) {
    const chosen = this.page.locator(`button[aria-pressed="true"][data-mode="${name}"]`)
    // A key for what is chosen already would show nothing to wait for, and a scan behind it at once would swallow it.
    if ((await chosen.count()) > 0) return
    await this.page.keyboard.press(KEYS[name])
    const at = Object.keys(KEYS).indexOf(name)
    await chosen.waitFor({ timeout: 5000 }).catch(() => assert.fail(`mode ${name} (${at}) was not chosen`))
  }

  /** Waits for the large verdict on this code. */
  async verdict(code, says) {
    await this.page
      .getByTestId('verdict')
      .filter({ hasText: code })
      .filter({ hasText: says })
      .filter({ hasNotText: /^Sending/ })
      .waitFor()
    const panel = this.page.getByTestId('verdict').filter({ hasText: code })
    await panel.and(this.page.locator(':not([data-sending])')).waitFor()
  }

  async scan(code, says, shown = code) {
    await wedge(this.page, code)
    await this.verdict(shown, says)
  }

  /** Scans something that then holds for what follows: shown is its code. */
  async tell(code, shown = code) {
    await wedge(this.page, code)
    await this.page.locator('[data-state="told"]').filter({ hasText: shown }).waitFor()
  }
}
