import { lazy, Suspense } from 'react'
import { useNoticeWanted } from './notify'

const NoticeStack = lazy(() => import('./NoticeStack'))

/** Where passing notices appear; nothing until there is one. */
export function NoticePlace() {
  return useNoticeWanted() ? (
    <Suspense fallback={null}>
      <NoticeStack />
    </Suspense>
  ) : null
}
