// A package with its contents; its units come page by page.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { unitQuery } from '@/ui/command'
import type { PagedList } from '@/ui/usePagedList'
import type { Package } from './tree'

export type UnitRow = components['schemas']['UnitRow']

export function usePackage(code: string) {
  const query = useInfiniteQuery({
    queryKey: ['package', code],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/packages/{code}', {
          params: { path: { code }, query: { limit: 100, cursor: pageParam } },
          signal,
        }),
      ) as Promise<Package>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const units: PagedList<UnitRow> = {
    rows: query.data?.pages.flatMap((page) => page.items),
    error: query.data ? null : query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    refreshing: query.isFetching,
    loadMore: () => void query.fetchNextPage(),
  }
  return { content: query.data?.pages[0], error: query.data ? null : query.error, units }
}

/** Units in one package are in one status: what the server allows of the first is allowed of all, or will be refused with a reason. */
export function useAllowed(units: readonly UnitRow[] | undefined): string[] | undefined {
  const first = units?.[0]?.id
  return useQuery({ ...unitQuery(first ?? 0), enabled: first !== undefined }).data?.allowed
}
