import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { consistencyHolds, hashedBody, inclusionHolds, leafHash, nodeHash, noteText, parseNote } from './merkle'

// The leaves and roots that implementations of RFC 6962 have agreed on from the beginning.
const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

// Written anew from the definitions of RFC 6962 (2.1, 2.1.1, 2.1.2), with another library.
const sha = (prefix: number, ...parts: Buffer[]) =>
  createHash('sha256')
    .update(Buffer.from([prefix]))
    .update(Buffer.concat(parts))
    .digest()
const leaves = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    sha(0, Buffer.from(data[i] ?? `leaf ${i}`, data[i] === undefined ? 'utf8' : 'hex')),
  )
const split = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1)
function tree(all: Buffer[]): Buffer {
  if (all.length === 1) return all[0] ?? Buffer.alloc(0)
  const k = split(all.length)
  return sha(1, tree(all.slice(0, k)), tree(all.slice(k)))
}
function path(m: number, all: Buffer[]): Buffer[] {
  if (all.length === 1) return []
  const k = split(all.length)
  return m < k
    ? [...path(m, all.slice(0, k)), tree(all.slice(k))]
    : [...path(m - k, all.slice(k)), tree(all.slice(0, k))]
}
function subproof(m: number, all: Buffer[], whole: boolean): Buffer[] {
  if (m === all.length) return whole ? [] : [tree(all)]
  const k = split(all.length)
  return m <= k
    ? [...subproof(m, all.slice(0, k), whole), tree(all.slice(k))]
    : [...subproof(m - k, all.slice(k), false), tree(all.slice(0, k))]
}
const hex = (all: Buffer[]) => all.map((one) => one.toString('hex'))
const root = (n: number) => tree(leaves(n)).toString('hex')
const flip = (text: string) => (text[0] === '0' ? '1' : '0') + text.slice(1)

describe('hashes', () => {
  it('are those of RFC 6962', async () => {
    expect(await leafHash('')).toBe(roots[0])
    const [first, second] = hex(leaves(2))
    expect(await nodeHash(first ?? '', second ?? '')).toBe(roots[1])
    expect(roots.map((_, i) => root(i + 1))).toEqual(roots)
    expect(await leafHash('Müller')).toBe(sha(0, Buffer.from('Müller')).toString('hex'))
  })
})

describe('proof that an event is there', () => {
  it('holds for every leaf of every tree up to 20, and for nothing else', async () => {
    for (let size = 1; size <= 20; size++) {
      for (let index = 0; index < size; index++) {
        const all = leaves(size)
        const leaf = hex(all)[index] ?? ''
        const proof = hex(path(index, all))
        const says = `${index} of ${size}`
        expect(await inclusionHolds(index, size, leaf, proof, root(size)), says).toBe(true)
        expect(await inclusionHolds(index, size, flip(leaf), proof, root(size)), says).toBe(false)
        expect(await inclusionHolds(index, size, leaf, proof, flip(root(size))), says).toBe(false)
        expect(await inclusionHolds(index, size, leaf, [...proof, leaf], root(size)), says).toBe(false)
        if (proof.length) {
          expect(await inclusionHolds(index, size, leaf, proof.slice(1), root(size)), says).toBe(false)
          expect(await inclusionHolds(index ^ 1, size, leaf, proof, root(size)), says).toBe(false)
        }
      }
    }
  })

  it('does not hold beyond the tree', async () => {
    expect(await inclusionHolds(1, 1, roots[0] ?? '', [], roots[0] ?? '')).toBe(false)
    expect(await inclusionHolds(-1, 1, roots[0] ?? '', [], roots[0] ?? '')).toBe(false)
    expect(await inclusionHolds(0, 0, roots[0] ?? '', [], roots[0] ?? '')).toBe(false)
  })
})

describe('proof that the ledger only grew', () => {
  it('holds between all sizes up to 20, and for nothing else', async () => {
    for (let to = 1; to <= 20; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = hex(subproof(from, leaves(to), true))
        const says = `${from} to ${to}`
        expect(await consistencyHolds(from, to, root(from), root(to), proof), says).toBe(true)
        expect(await consistencyHolds(from, to, flip(root(from)), root(to), proof), says).toBe(false)
        expect(await consistencyHolds(from, to, root(from), flip(root(to)), proof), says).toBe(false)
        if (proof.length)
          expect(await consistencyHolds(from, to, root(from), root(to), proof.slice(0, -1)), says).toBe(false)
      }
    }
  })

  it('does not hold backwards, or from nothing', async () => {
    expect(await consistencyHolds(3, 2, root(3), root(2), [])).toBe(false)
    expect(await consistencyHolds(0, 2, root(1), root(2), [])).toBe(false)
    expect(await consistencyHolds(3, 5, root(3), root(5), [])).toBe(false)
  })
})

describe('what people write down', () => {
  const hash = roots[3] ?? ''
  it.each([
    [`4:${hash}`, { size: 4, root: hash }],
    [` 4 : ${hash.toUpperCase()}\n`, { size: 4, root: hash }],
    [`0:${hash}`, null],
    [`4:${hash.slice(1)}`, null],
    [hash, null],
    ['', null],
  ])('%s', (text, want) => expect(parseNote(text)).toEqual(want))

  it('comes back as it was', () => {
    expect(parseNote(noteText({ size: 7, root: hash }))).toEqual({ size: 7, root: hash })
  })

  it('finds the bytes that were hashed', () => {
    expect(hashedBody('{"seq":1,"leaf":"ab","body":{"n":1.0,"t":"ä}"}}')).toBe('{"n":1.0,"t":"ä}"}')
    expect(hashedBody('{"seq":1}')).toBeNull()
  })
})
