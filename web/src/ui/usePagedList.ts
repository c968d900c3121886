// A cursor-paged list of the API as one growing array.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

export type PagedList<Row> = {
  /** undefined: not answered yet. */
  rows: Row[] | undefined
  error: unknown
  hasMore: boolean
  loadingMore: boolean
  /** An older answer is shown while the new one comes. */
  refreshing: boolean
  loadMore: () => void
}

type PageOf<Row> = { items: Row[]; next: string | null }

/** key: as of TanStack Query, with everything that fetchPage depends on; its first member is the resource's name (see useLiveQueries). */
export function usePagedList<Row>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<Row>>,
  enabled = true,
): PagedList<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data])
  return {
    rows,
    error: query.data ? null : query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    refreshing: query.isFetching,
    loadMore: () => void query.fetchNextPage(),
  }
}
