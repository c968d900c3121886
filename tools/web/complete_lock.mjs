// Completes web/package-lock.json: npm leaves out the optional packages that the registry at hand does not offer (those of other
// systems, on a mirror for one system), and `npm ci` then refuses the file. Their versions stand in the packages that want them.
// Run it behind every `npm install` that changes the lock file: node tools/web/complete_lock.mjs web/package-lock.json
import { readFileSync, writeFileSync } from 'node:fs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** Where the package `name` is found from the package at `place`; null when it is not in the file. */
function find(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`
    if (packages[path]) return path
    if (!at) return null
  }
}

function entryOf(name, range, wanting) {
  const words = name.split(/[-/]/)
  const cpu = processors.filter((processor) => words.includes(processor))
  const os = systems.filter((system) => words.includes(system))
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(wanting.dev && { dev: true }),
    ...(words.some((word) => word.startsWith('musl')) && { libc: ['musl'] }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}

const file = process.argv[2]
const lock = JSON.parse(readFileSync(file, 'utf8'))
let added = 0
for (const [place, wanting] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(wanting.optionalDependencies ?? {})) {
    if (find(lock.packages, place, name)) continue
    lock.packages[`node_modules/${name}`] = entryOf(name, range, wanting)
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} optional packages added to ${file}`)
