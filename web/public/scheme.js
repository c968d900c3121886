// Light or dark before the first paint, so that nothing flashes. Runs before the application; it must stay this small.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('serno-scheme') || 'auto'
  } catch {
    // No storage allowed: the system's choice.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
