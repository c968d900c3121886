// What the tests of units share: asking the server, and a small company of their own.
import assert from 'node:assert/strict'

export const get = async (server, path) => {
  const answer = await server.api('GET', path)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** A small company: a product, two bins, a customer, and `count` units in the first bin. */
export async function company(server, count, serial = 'U-') {
  const post = async (path, body) => {
    const answer = await server.api('POST', path, body)
    assert.ok(answer.status === 201 || answer.status === 200, `${path} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  await post('/v1/products', { sku: 'PUMP', name: 'Pump, 12 V', warranty_months: 24 })
  await post('/v1/locations', { code: 'BER', name: 'Berlin', kind: 'site' })
  for (const code of ['BER-01', 'BER-02', 'BER-OUT']) await post('/v1/locations', { code, kind: 'bin', parent: 'BER' })
  await post('/v1/parties', { code: 'ACME', name: 'Acme Ltd', kind: 'customer' })
  const serials = Array.from({ length: count }, (_, at) => `${serial}${String(at + 1).padStart(4, '0')}`)
  if (count > 0) await post('/v1/commands/receive', { product: 'PUMP', serials, location: 'BER-01' })
  return serials
}
