// Which columns the list shows: in the address (so that a saved view has them), else as this browser had them last.
import { useLocalStorage } from '@mantine/hooks'
import { DEFAULT_COLUMNS } from './columns'
import { listOf, type Search } from './filters'

export function useColumns(search: Search, change: (next: Record<string, string | undefined>) => void) {
  const [stored, store] = useLocalStorage({
    key: 'serno-units-columns',
    defaultValue: DEFAULT_COLUMNS.join(','),
    getInitialValueInEffect: false,
  })
  const visible = listOf(search.columns ?? stored)
  const set = (next: string[]) => {
    store(next.join(','))
    change({ columns: next.join(',') })
  }
  return { visible: visible.length > 0 ? visible : DEFAULT_COLUMNS, set }
}
