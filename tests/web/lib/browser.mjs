// Debian's Chromium, and pages that note what they complain of.
import fs from 'node:fs'
import { chromium } from './web.mjs'

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  fs.existsSync(file),
)

const DEVICES = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
  },
}
const LANGUAGES = { en: 'en-GB', de: 'de-DE' }

function argumentsFor(camera) {
  const list = ['--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required']
  if (process.getuid?.() === 0) list.push('--no-sandbox')
  if (camera) {
    list.push(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
    )
  }
  return list
}

/** A browser; with profile (a directory) it is a persistent context, which remembers what it stored when it is launched there again. */
export async function launch({ camera, profile, ...context } = {}) {
  if (!EXECUTABLE) throw new Error('no Chromium: apt-get install chromium')
  const options = { executablePath: EXECUTABLE, headless: !process.env.SERNO_SHOW, args: argumentsFor(camera) }
  return profile ? chromium.launchPersistentContext(profile, { ...options, ...context }) : chromium.launch(options)
}

/** Context options of a device, scheme and language, on this server. */
export function contextOptions(server, { device = 'desk', scheme = 'light', language = 'en', camera } = {}) {
  return {
    ...DEVICES[device],
    baseURL: server.url,
    colorScheme: scheme,
    locale: LANGUAGES[language],
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write', ...(camera ? ['camera'] : [])],
  }
}

// Violations of the policy are reported to the page itself; this brings them to the console, where they are noted.
function reportViolations() {
  document.addEventListener('securitypolicyviolation', (e) => {
    console.error(`CSP: ${e.violatedDirective} blocked ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`)
  })
}

// What the browser itself says of answers that are no failure of the page: refusals are shown by the application.
const REFUSED = /^Failed to load resource: the server responded with a status of (4\d\d)/

/** Notes in page.serno what the page complains of. */
export async function watch(page, allow = []) {
  page.serno = { complaints: [], allow: [...allow], person: undefined }
  page.on('console', (message) => {
    if (message.type() !== 'error' || REFUSED.test(message.text())) return
    page.serno.complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => page.serno.complaints.push(`uncaught: ${error.stack ?? error}`))
  await page.addInitScript(reportViolations)
}

/** A page in a context of its own. */
export async function newPage(browser, server, options = {}) {
  const context = await browser.newContext(contextOptions(server, options))
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await watch(page, options.allow)
  return page
}
