// The start: languages, theme, queries, router, and the service worker that keeps the application for the time without a network.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/fonts.css'
import './app/theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguages } from '@/i18n'
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
        <Notifications position="top-right" />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

void start()
