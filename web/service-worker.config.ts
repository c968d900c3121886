// What the installed application is called, looks like, and keeps for the time without a network.
import type { PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** A GS1 Digital Link, of any primary key, behind any stem; pages of the application have two segments at most. */
const digitalLink =
  /^\/(.+\/)?(00|01|253|255|401|402|414|415|417|8003|8004|8006|8010|8013|8017|8018|sscc|gtin|gdti|gcn|ginc|gsin|gln|payTo|party|grai|giai|itip|cpid|gmn|gsrnp|gsrn)\/./i

export function serviceWorker(): PluginOption {
  return VitePWA({
    registerType: 'prompt',
    injectRegister: false,
    manifest: {
      name: 'Serno',
      short_name: 'Serno',
      description: 'One true history for every single thing',
      id: '/',
      start_url: '/scan',
      scope: '/',
      display: 'standalone',
      background_color: '#f7f6f3',
      theme_color: '#17565c',
      icons: [
        { src: '/icons/serno.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        { src: '/icons/serno-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
        { src: '/icons/serno-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
        { src: '/icons/serno-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
      shortcuts: [
        { name: 'Scan', url: '/scan', icons: [{ src: '/icons/serno-192.png', sizes: '192x192' }] },
        { name: 'Waiting scans', url: '/queue', icons: [{ src: '/icons/serno-192.png', sizes: '192x192' }] },
        { name: 'Units', url: '/units', icons: [{ src: '/icons/serno-192.png', sizes: '192x192' }] },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{js,css,html,woff2,wasm,svg,png,webmanifest}'],
      maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      navigateFallback: '/index.html',
      navigateFallbackDenylist: [
        /^\/v1\//,
        /^\/practice\/v1\//,
        /^\/docs\//,
        /^\/p\//,
        digitalLink,
        /^\/\.well-known\//,
        /^\/healthz$/,
        /^\/metrics$/,
      ],
      cleanupOutdatedCaches: true,
      clientsClaim: true, // the first visit too is safe from a network that goes away
      importScripts: ['/sw-routes.js'],
    },
  })
}
