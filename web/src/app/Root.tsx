// Around every page: is somebody signed in? Then the shell with the page in it; otherwise the door.
import { Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Shell } from './Shell'
import { meQuery } from './session'

const SignIn = lazy(() => import('./SignIn'))

export function Root() {
  return (
    <Suspense fallback={<Waiting />}>
      <Door />
    </Suspense>
  )
}

function Door() {
  const { data: me, error } = useQuery(meQuery)
  if (error && me === undefined) {
    return (
      <Center mih="100vh" p="md">
        <ProblemAlert error={error} />
      </Center>
    )
  }
  if (me === undefined) return <Waiting />
  if (me === null) return <SignIn />
  return (
    <Shell>
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    </Shell>
  )
}

function Waiting() {
  const { t } = useTranslation('common', { useSuspense: false })
  return (
    <Center mih="60vh" role="status" aria-label={t('loading')}>
      <Loader type="dots" />
    </Center>
  )
}
