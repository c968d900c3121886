// Sends pictures of a video to the decoder, one at a time: the next when the last was read. So a slow phone reads fewer, not later.
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { FromDecoder, Seen, ToDecoder } from './protocol'

export type View = { seen: Seen[]; width: number; height: number }

type Options = {
  video: RefObject<HTMLVideoElement | null>
  running: boolean
  onView: (view: View) => void
}

const PAUSE_MS = 30

/** true: the decoder could not be loaded. */
export function useDecoder({ video, running, onView }: Options): boolean {
  const [broken, setBroken] = useState(false)
  const latest = useRef(onView)
  latest.current = onView
  useEffect(() => {
    if (!running) return
    const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' })
    let timer: number | undefined
    let ready = false
    const next = () => {
      timer = window.setTimeout(() => void take(), PAUSE_MS)
    }
    const take = async () => {
      const source = video.current
      if (!source || source.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return next()
      try {
        const frame = await createImageBitmap(source)
        worker.postMessage({ type: 'frame', frame } satisfies ToDecoder, [frame])
      } catch {
        next() // between two cameras there is no picture
      }
    }
    worker.onmessage = ({ data }: MessageEvent<FromDecoder>) => {
      if (data.type === 'failed' && !ready) return setBroken(true)
      ready = true
      if (data.type === 'seen') latest.current(data)
      next()
    }
    worker.onerror = () => setBroken(true)
    return () => {
      window.clearTimeout(timer)
      worker.terminate()
    }
  }, [running, video])
  return broken
}
