import { describe, expect, it } from 'vitest'
import type { Lifecycle } from '@/ui/command/lifecycle'
import source from '../../../../spec/lifecycle.json'
import { isProcedure, lifecycleVersion, procedureNames, procedureOf } from './procedures'

const lifecycle = source as unknown as Lifecycle
const steps = (name: (typeof procedureNames)[number]) =>
  procedureOf(lifecycle, name).steps.map((step) => `${step.sign} ${step.about}`.trim())

describe('procedures', () => {
  it('are made from the life cycle of the program', () => {
    expect(steps('receiving')).toEqual([
      'mode receive',
      'location location',
      'product product',
      'unit receive',
      'mode move',
      'location location',
      'unit put_away',
      'listen',
    ])
    expect(steps('shipping')).toEqual([
      'mode pick',
      'unit pick',
      'mode pack',
      'package package',
      'unit pack',
      'mode ship',
      'party party_or_location',
      'unit ship',
      'page deliver',
      'listen',
    ])
    expect(steps('returning')).toEqual([
      'mode return',
      'location location',
      'unit return',
      'page inspect',
      'choose verdict',
      'listen',
    ])
    expect(steps('counting')).toEqual([
      'mode count',
      'location location',
      'unit count_seen',
      'page count_not_seen',
      'listen',
    ])
  })

  it('tell what the books allow', () => {
    const [pick] = procedureOf(lifecycle, 'shipping').rules
    expect(pick).toMatchObject({
      command: 'pick',
      from: ['in_stock', 'reserved'],
      to: [{ choice: null, status: 'picked' }],
      refused: ['held', 'expired'],
      roles: ['operator', 'manager'],
    })
    const inspect = procedureOf(lifecycle, 'returning').rules[1]
    expect(inspect?.to).toContainEqual({ choice: 'repair', status: 'in_repair' })
  })

  it('have at least a step and a rule each, whatever the life cycle lacks', () => {
    for (const name of procedureNames) expect(procedureOf(lifecycle, name).rules.length).toBeGreaterThan(0)
    expect(procedureOf({ ...lifecycle, commands: [] }, 'moving').steps).toHaveLength(1)
  })

  it('have a version that changes with the life cycle', () => {
    expect(lifecycleVersion(lifecycle)).toMatch(/^[0-9a-f]{8}$/)
    expect(lifecycleVersion(lifecycle)).toBe(lifecycleVersion(structuredClone(lifecycle)))
    expect(lifecycleVersion({ ...lifecycle, roles: [] })).not.toBe(lifecycleVersion(lifecycle))
  })

  it('have names', () => {
    expect(isProcedure('moving')).toBe(true)
    expect(isProcedure('all')).toBe(false)
    expect(isProcedure(undefined)).toBe(false)
  })
})
