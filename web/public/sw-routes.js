// Part of the service worker: browsers that can (addRoutes) ask the server directly for the API, without waking the worker for it.
self.addEventListener('install', (event) => {
  event.addRoutes?.(
    ['/v1/*', '/practice/v1/*'].map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' })),
  )
})
