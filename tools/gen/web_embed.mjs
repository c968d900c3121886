#!/usr/bin/env node
// The files of the built web application -> OUT/web_pack.c and OUT/web_pack-HASH.bin, for src/api/web.c: each file packed with gzip
// and brotli, unless that does not make it smaller. Packing is slow, so what was packed once is kept in OUT/packed/.
//
// usage: web_embed.mjs DIST OUT
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}
const HASHED = /^\/assets\/.+[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/
const SMALLEST = 512 // below it packing saves no packet
const CODINGS = {
  gzip: (bytes) => promisify(zlib.gzip)(bytes, { level: 9 }),
  brotli: (bytes) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
        [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 20)

function filesBelow(folder, prefix = '') {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = `${prefix}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path.join(folder, entry.name), name) : [name]
  })
}

async function packed(coding, bytes, tag, kept) {
  const file = path.join(kept, `${tag}.${coding}`)
  if (fs.existsSync(file)) return fs.readFileSync(file)
  const made = await CODINGS[coding](bytes)
  fs.writeFileSync(`${file}.new`, made)
  fs.renameSync(`${file}.new`, file)
  return made
}

async function forms(bytes, tag, kept) {
  if (bytes.length < SMALLEST) return { plain: bytes }
  const [gzip, brotli] = await Promise.all(Object.keys(CODINGS).map((coding) => packed(coding, bytes, tag, kept)))
  return gzip.length < bytes.length * 0.95 ? { gzip, brotli } : { plain: bytes }
}

async function embedded(dist, name, kept) {
  const type = TYPES[path.extname(name)]
  if (!type) throw new Error(`${name}: no type is known for this ending (tools/gen/web_embed.mjs)`)
  if (!/^[\w./@~-]+$/.test(name)) throw new Error(`${name}: a name that would have to be escaped in an address`)
  const bytes = fs.readFileSync(path.join(dist, name))
  const tag = hash(bytes)
  return { name, type, tag, hashed: HASHED.test(name), size: bytes.length, ...(await forms(bytes, tag, kept)) }
}

// Bytes of all pieces behind each other; tells each piece its place.
function lay(files) {
  const pieces = []
  let at = 0
  for (const file of files) {
    for (const form of ['plain', 'gzip', 'brotli']) {
      if (!file[form]) continue
      pieces.push(file[form])
      file[`${form}At`] = `{${at}, ${file[form].length}}`
      at += file[form].length
    }
  }
  return Buffer.concat(pieces)
}

function source(files, bin) {
  const rows = files.map((f) => {
    const pieces = ['plain', 'gzip', 'brotli'].filter((form) => f[form]).map((form) => `.${form} = ${f[`${form}At`]}`)
    return `    {.path = "${f.name}", .type = "${f.type}", .tag = "${f.tag}", .hashed = ${f.hashed}, ${pieces.join(', ')}},`
  })
  return `/* Made by tools/gen/web_embed.mjs. */
#include "api/web_pack.h"

__asm__(".pushsection .rodata\\n"
        ".globl web_pack\\n"
        ".type web_pack, @object\\n"
        ".balign 16\\n"
        "web_pack:\\n"
        ".incbin \\"${bin}\\"\\n"
        ".byte 0\\n"
        ".size web_pack, . - web_pack\\n"
        ".popsection\\n");

const struct web_file web_files[] = {
${rows.join('\n')}
};
const size_t web_file_count = sizeof web_files / sizeof web_files[0];
`
}

// The old bytes stay until the new source is in place: a compiler may be reading them.
function put(out, files) {
  const bytes = lay(files)
  const name = `web_pack-${hash(bytes)}.bin`
  fs.writeFileSync(path.join(out, name), bytes)
  const text = source(files, path.join(fs.realpathSync(out), name))
  const target = path.join(out, 'web_pack.c')
  if (!fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== text) {
    fs.writeFileSync(`${target}.new`, text)
    fs.renameSync(`${target}.new`, target)
  }
  for (const old of fs.readdirSync(out)) {
    if (/^web_pack-.*\.bin$/.test(old) && old !== name) fs.rmSync(path.join(out, old))
  }
  return bytes.length
}

async function main() {
  const [dist, out] = process.argv.slice(2)
  const kept = path.join(out, 'packed')
  fs.mkdirSync(kept, { recursive: true })
  const names = filesBelow(dist).filter((name) => !name.endsWith('.map'))
  if (!names.includes('/index.html')) throw new Error(`${dist} has no index.html`)
  const files = await Promise.all(names.map((name) => embedded(dist, name, kept)))
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  const wanted = new Set(files.flatMap((f) => Object.keys(CODINGS).map((coding) => `${f.tag}.${coding}`)))
  for (const old of fs.readdirSync(kept)) if (!wanted.has(old)) fs.rmSync(path.join(kept, old))
  const size = put(out, files)
  const plain = files.reduce((sum, f) => sum + f.size, 0)
  console.log(`${files.length} files, ${(plain / 1e6).toFixed(2)} MB, ${(size / 1e6).toFixed(2)} MB packed`)
}

await main()
