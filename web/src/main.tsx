// The start: languages, theme, queries, router, and the service worker that keeps the application for the time without a network.
import './app/styles/core.css'
import './app/fonts.css'
import './app/theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguages } from '@/i18n'
import { NoticePlace } from '@/ui/NoticePlace'
import { queryClient } from './app/queryClient'
import { router } from './app/routes'
import { theme } from './app/theme'

const schemes = localStorageColorSchemeManager({ key: 'serno-scheme' })

async function start() {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  await startLanguages()
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
        <NoticePlace />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

void start()
