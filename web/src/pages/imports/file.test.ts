import { describe, expect, it } from 'vitest'
import { readBytes } from './file'

const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

describe('files as people have them', () => {
  it.each([
    ['plain', ascii('sku,serial\nA,1\n'), { encoding: 'utf-8', text: null }],
    ['UTF-8', new TextEncoder().encode('sku,Größe\n'), { encoding: 'utf-8', text: null }],
    ['UTF-8 with its mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), { encoding: 'utf-8', text: null }],
    ['Windows', ascii('Gr\u00f6\u00dfe\n'), { encoding: 'windows-1252', text: 'Größe\n' }],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xf6, 0), { encoding: 'utf-16le', text: 'aö' }],
    ['UTF-16, the other way', Uint8Array.of(0xfe, 0xff, 0, 0x61, 0, 0xf6), { encoding: 'utf-16be', text: 'aö' }],
    ['nothing', new Uint8Array(0), 'empty'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20), 'workbook'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'workbook'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), 'binary'],
    ['too much', new Uint8Array(64 * 1024 * 1024 + 1), 'large'],
  ])('%s', (_name, bytes, want) => expect(readBytes(bytes)).toEqual(want))
})
