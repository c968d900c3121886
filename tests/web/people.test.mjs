// Users, keys, roles, settings: made, used, changed and closed, as an administrator does it; and what others see of it.
import assert from 'node:assert/strict'
import { axe, noSideways, scenario, signIn } from './lib/harness.mjs'

const secretOf = (page) => page.getByTestId('secret').textContent()

scenario(
  'a user is made, signs in, changes the password and is closed',
  { fresh: true, as: 'admin' },
  async ({ page, open }) => {
    await page.goto('/users')
    await page.getByRole('button', { name: 'New user' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('olga')
    await axe(page)
    await page.getByRole('button', { name: 'Create' }).click()
    const password = await secretOf(page)
    assert.match(password, /^(\w{5}-){3}\w{5}$/)
    await axe(page)
    await page.getByRole('button', { name: 'Copy' }).click()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), password)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('row', { name: /olga.*Operator.*Active/ }).waitFor()

    const hers = await open()
    await signIn(hers, { name: 'olga', password })
    await hers.goto('/settings')
    await hers.getByLabel('Current password').fill(password)
    await hers.locator('input[autocomplete=new-password]').first().fill('a sentence of her own')
    await hers.getByLabel('New password again').fill('a sentence of her town')
    await hers.getByText('The two are not the same.').waitFor()
    await hers.getByLabel('New password again').fill('a sentence of her own')
    await hers.getByRole('button', { name: 'Change password' }).click()
    await hers.getByText('Your password is changed.').waitFor()

    await page.reload() // her password has made her another version
    await page.getByRole('button', { name: 'Actions for olga' }).click()
    await page.getByRole('menuitem', { name: 'Change roles' }).click()
    await page.getByRole('checkbox', { name: 'Manager' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /olga.*Operator.*Manager/ }).waitFor()
    await page.getByRole('button', { name: 'Actions for olga' }).click()
    await page.getByRole('menuitem', { name: /Close/ }).click()
    await page.getByRole('row', { name: /olga.*Closed/ }).waitFor()
    await hers.goto('/units')
    await hers.locator('input[name=password]').waitFor()
  },
)

scenario('the last administrator stays', { fresh: true, as: 'admin' }, async ({ page }) => {
  await page.goto('/users')
  await page.getByRole('button', { name: 'Actions for admin' }).click()
  await page.getByRole('menuitem', { name: /Close/ }).click()
  await page.getByText("'admin' is the only administrator.").waitFor()
})

scenario('a key is made, used and revoked', { fresh: true, as: 'manager' }, async ({ page, server }) => {
  await page.goto('/keys')
  await page.getByRole('button', { name: 'New key' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('web shop')
  await axe(page)
  await page.getByRole('button', { name: 'Create' }).click()
  const token = await secretOf(page)
  const told = await server.api('GET', '/v1/me', undefined, { token })
  assert.deepEqual([told.status, told.body.roles], [200, ['manager']])
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Revoke “web shop”' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('row', { name: /web shop.*Revoked/ }).waitFor()
  assert.equal((await server.api('GET', '/v1/me', undefined, { token })).status, 401)
  await axe(page)
})

scenario(
  'settings hold for everybody, and a scanner is tried out',
  { fresh: true, as: 'admin' },
  async ({ page, open }) => {
    await page.goto('/settings')
    await page.getByLabel('Name', { exact: true }).fill('Größe & Söhne')
    await page.getByLabel('Before a code').fill('~<GS>')
    await page.getByLabel('Try it').click()
    await page.keyboard.type('~')
    await page.keyboard.press('Control+BracketRight')
    await page.keyboard.type('ABC-1')
    await page.keyboard.press('Enter')
    await page.getByText('ABC-1', { exact: true }).waitFor()
    await page.getByText('~<GS>ABC-1').waitFor()
    await axe(page)
    const prefixes = page.getByLabel('GS1 Company Prefixes')
    await prefixes.fill('4006381, 950')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText("'950' is no GS1 Company Prefix: it has 4 to 12 digits and nothing else").waitFor()
    await axe(page)
    await prefixes.fill('4006381, 950600')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The settings are saved.').waitFor()
    const other = await open({ as: 'operator', device: 'phone', scheme: 'dark' })
    await other.goto('/settings')
    await other.getByText('Only administrators change these.').waitFor()
    assert.equal(await other.getByLabel('Name', { exact: true }).inputValue(), 'Größe & Söhne')
    assert.equal(await other.getByLabel('Before a code').inputValue(), '~<GS>')
    assert.equal(await other.getByLabel('GS1 Company Prefixes').inputValue(), '4006381, 950600')
    await noSideways(other)
    await axe(other)
  },
)

for (const device of ['desk', 'phone'])
  scenario(
    `what each role may, ${device}`,
    { as: 'operator', device, scheme: device === 'desk' ? 'dark' : 'light' },
    async ({ page }) => {
      await page.goto('/roles')
      const row = page.getByRole('row', { name: /^Hold/ }).first()
      await row.waitFor()
      assert.deepEqual(
        (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim()),
        ['No', 'Yes', 'No', 'No', 'Yes'],
      )
      await noSideways(page)
      await axe(page)
    },
  )
