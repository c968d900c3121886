// A wedge scanner: the keys of a code, quick and evenly spaced, then its suffix. They are sent all at once and bear the times at which a
// scanner would have sent them, so that a slow machine does not turn a scan into typing.

const SHIFT = 8
const CONTROL = 2
const SHIFTED = /[A-Z~!@#$%^&*()_+{}|:"<>?]/

const NAMED = {
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  '\x1d': { key: ']', code: 'BracketRight', windowsVirtualKeyCode: 221, modifiers: CONTROL },
}

function keyOf(letter) {
  if (NAMED[letter]) return NAMED[letter]
  const upper = letter.toUpperCase()
  const code = /[A-Z]/.test(upper) ? `Key${upper}` : /\d/.test(letter) ? `Digit${letter}` : ''
  const modifiers = SHIFTED.test(letter) ? SHIFT : 0
  return { key: letter, code, text: letter, modifiers, windowsVirtualKeyCode: code ? upper.charCodeAt(0) : 0 }
}

async function keyboardOf(page) {
  page.serno.keyboard ??= await page.context().newCDPSession(page)
  return page.serno.keyboard
}

/**
 * Scans text. prefix: keys before it; suffix: 'Enter', 'Tab', a text, or '' for none; delay: milliseconds between two keys. '\x1d' (FNC1) is sent
 * as scanners do, as Ctrl+]. Gives the time of the last key, in ms since 1970.
 */
export async function wedge(page, text, { prefix = '', suffix = 'Enter', delay = 4 } = {}) {
  const keys = [...prefix, ...text, ...(NAMED[suffix] ? [suffix] : suffix)].map(keyOf)
  const keyboard = await keyboardOf(page)
  const earliest = (page.serno.lastKey ?? 0) + 60 // the trigger is not pulled twice at once
  const began = Math.max(Date.now() - keys.length * delay, earliest)
  const sent = keys.flatMap((key, i) => {
    const timestamp = (began + i * delay) / 1000
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: key.text ? 'keyDown' : 'rawKeyDown', timestamp, ...key }),
      keyboard.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        timestamp: timestamp + delay / 2000,
        ...key,
        text: undefined,
      }),
    ]
  })
  page.serno.lastKey = began + (keys.length - 1) * delay
  await Promise.all(sent)
  return page.serno.lastKey
}
