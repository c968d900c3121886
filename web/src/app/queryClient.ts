// How answers are kept: a refusal is final, everything passing is tried again; a 401 anywhere asks to sign in.
import { QueryClient } from '@tanstack/react-query'
import { whenSignedOut } from '@/api/client'
import { isPassing } from '@/api/problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      networkMode: 'always', // the server may be on this very machine
      retry: (times, error) => times < 2 && isPassing(error),
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

whenSignedOut(() => {
  if (queryClient.getQueryData(['me'])) queryClient.setQueryData(['me'], null)
})
