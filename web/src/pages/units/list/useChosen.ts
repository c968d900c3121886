// The units that are chosen, and "all that are filtered": their numbers come as one stream, 100,000 at most.
import { useRef, useState } from 'react'
import { sendOk } from '@/api/client'
import { filePath } from '@/api/files'
import { showProblem } from '@/ui/showProblem'
import type { UnitRow } from './columns'
import { queryOf, type Search } from './filters'
import { readLines } from './ndjson'

export const MOST = 100_000

export type Chosen = Pick<UnitRow, 'id' | 'serial' | 'product' | 'status' | 'holds'>

export function useChosen() {
  const [chosen, setChosen] = useState<Map<string, Chosen>>(() => new Map())
  const [loading, setLoading] = useState<number | null>(null)
  const [cut, setCut] = useState(false)
  const asked = useRef(0)

  const set = (next: Map<string, Chosen>) => {
    asked.current += 1
    setCut(false)
    setLoading(null)
    setChosen(next)
  }
  const chooseAll = async (search: Search) => {
    asked.current += 1
    const mine = asked.current
    setLoading(0)
    try {
      const found = new Map<string, Chosen>()
      // A trace has the same units; the list has their holds and status too.
      const answer = await sendOk(filePath('/v1/units', queryOf(search), 'ndjson'))
      let more = false
      await readLines(answer.body ?? new ReadableStream(), (line) => {
        if (mine !== asked.current) return false
        more = found.size >= MOST
        if (more) return false
        const { id, serial, product, status, holds } = JSON.parse(line) as UnitRow
        found.set(String(id), { id, serial, product, status, holds })
        if (found.size % 5000 === 0) setLoading(found.size)
        return true
      })
      if (mine !== asked.current) return
      setChosen(found)
      setCut(more)
    } catch (error) {
      showProblem(error)
    } finally {
      if (mine === asked.current) setLoading(null)
    }
  }
  return { chosen, set, chooseAll, loading, cut }
}
