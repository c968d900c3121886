// Cuts the two faces down to what nearly every screen needs: src/app/fonts/*.woff2, made by `npm run fonts` and not committed. Other
// characters come from the whole files, which browsers load only when such a character is shown (src/app/fonts.css).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import subset from 'subset-font'

const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('')
const letters = `${ascii}ÄÖÜäöüß\u00a0«»°·×–—‘’“”„…→`
const out = new URL('src/app/fonts/', import.meta.url)
const file = (path) => readFileSync(new URL(`node_modules/${path}`, import.meta.url))

const faces = [
  [
    'sans.woff2',
    '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2',
    { variationAxes: { wght: { min: 400, max: 600 } } },
  ],
  ['mono.woff2', '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2', {}],
]

mkdirSync(out, { recursive: true })
for (const [name, path, options] of faces) {
  writeFileSync(new URL(name, out), await subset(file(path), letters, { targetFormat: 'woff2', ...options }))
}
