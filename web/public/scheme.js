// What must be known before the first paint, so that nothing flashes: light or dark, and whether the application's own face is on this
// device (the service worker has it). Runs before the application; it must stay this small.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('serno-scheme') || 'auto'
  } catch {
    // No storage allowed: the system's choice.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  if (navigator.serviceWorker?.controller) document.documentElement.setAttribute('data-face', 'own')
})()
