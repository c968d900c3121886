// Signing in, the way into a page by its address, light and dark, the installed application's parts: at a desk and on a phone.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, screenshot, signIn } from './lib/harness.mjs'

for (const device of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    scenario(`the sign-in page, ${device}, ${scheme}`, { device, scheme }, async ({ page }) => {
      await page.goto('/')
      await page.locator('input[name=name]').waitFor()
      assert.equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), scheme)
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const [red] = ground.match(/\d+/g).map(Number)
      assert.ok(scheme === 'dark' ? red < 64 : red > 192, `the ground is ${ground}`)
      await noSideways(page)
      await axe(page)
      await screenshot(page, `sign-in-${device}-${scheme}`)
    })
  }
}

for (const device of ['desk', 'phone']) {
  scenario(`signing in with the form, ${device}`, { device }, async ({ page, server }) => {
    await signIn(page, await server.person(['operator']))
    await page.waitForURL('**/scan')
    const cookies = await page.context().cookies()
    const session = cookies.find((cookie) => cookie.name === 'serno_session')
    assert.ok(session?.httpOnly && session.sameSite === 'Strict', JSON.stringify(cookies))
    await page.reload()
    await page.locator('nav:visible').first().waitFor()
  })
}

scenario('a wrong password is refused with the sentence of the server', {}, async ({ page }) => {
  await page.goto('/')
  await page.locator('input[name=name]').fill('nobody')
  await page.locator('input[name=password]').fill('nothing at all')
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/v1/session')),
    page.locator('button[type=submit]').click(),
  ])
  const { detail } = await answer.json()
  await page.getByText(detail).waitFor()
  await axe(page)
})

scenario('in German', { language: 'de' }, async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Passwort').first().waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
})

scenario('an address leads to its page, before and behind signing in', {}, async ({ page, server, open }) => {
  await page.goto('/products')
  await page.locator('input[name=name]').fill((await server.person(['manager'])).name)
  await page.locator('input[name=password]').fill((await server.person(['manager'])).password)
  await page.locator('button[type=submit]').click()
  await page.locator('nav:visible').first().waitFor()
  assert.equal(new URL(page.url()).pathname, '/products')
  const other = await open({ as: 'manager' })
  await other.goto('/locations/A.1')
  await other.locator('nav:visible').first().waitFor()
  assert.equal(new URL(other.url()).pathname, '/locations/A.1')
})

scenario('what an installed application needs', { as: 'operator' }, async ({ page }) => {
  await page.goto('/')
  const link = await page.locator('link[rel=manifest]').getAttribute('href')
  const manifest = await (await page.request.get(link)).json()
  assert.equal(manifest.start_url, '/scan')
  for (const icon of manifest.icons) {
    const answer = await page.request.get(icon.src)
    assert.equal(answer.status(), 200, icon.src)
    assert.equal(answer.headers()['content-type'], icon.type, icon.src)
  }
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
  assert.equal(new URL(scope).pathname, '/')
})

scenario(
  'a script that gets into a page is not run',
  { allow: [/CSP: script-src/, /Content Security Policy/] },
  async ({ page }) => {
    await page.goto('/')
    await page.locator('input[name=name]').waitFor()
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="/none.png" onerror="window.handlerRan = true">')
      return new Promise((resolve) => {
        const image = document.body.lastElementChild
        image.addEventListener('error', () => resolve([window.inlineRan, window.handlerRan]))
      })
    })
    assert.deepEqual(ran, [undefined, undefined])
  },
)
