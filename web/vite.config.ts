/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { mantineStyles } from './mantine-styles.config'
import { serviceWorker } from './service-worker.config'

// A running serno for `npm run dev`; its address can be given: SERNO=http://127.0.0.1:9000 npm run dev
const server = process.env.SERNO ?? 'http://127.0.0.1:8080'
const proxied = ['/v1', '/practice/v1', '/docs', '/healthz', '/metrics']

export default defineConfig({
  plugins: [mantineStyles(), react(), serviceWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    emptyOutDir: true,
    reportCompressedSize: false,
    // What every page needs is one file: dozens of small ones would cost more in heads and lost compression than they spare.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 1 },
            { name: 'fields', test: /mantine\/core\/esm\/components\/(Input|InputBase|TextInput|VisuallyHidden)\// },
          ],
        },
      },
    },
  },
  // The guides are built in from ../docs.
  server: { fs: { allow: ['..'] }, proxy: Object.fromEntries(proxied.map((path) => [path, { target: server }])) },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/test-setup.ts'] },
})
