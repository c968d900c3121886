// The camera as a stream in a video element: which one, its light, and what can go wrong, by name.
import { type RefObject, useCallback, useEffect, useState } from 'react'

export type CameraError = 'insecure' | 'denied' | 'none' | 'busy' | 'failed'
export type CameraState = {
  stream: MediaStream | null
  error: { code: CameraError; detail: string } | null
  cameras: { id: string; label: string }[]
  /** Of the one that is used. */
  id: string | null
  choose: (id: string) => void
  /** null: it has no light. */
  torch: boolean | null
  setTorch: (on: boolean) => void
}

const STORED = 'serno-camera'

const CODES: Record<string, CameraError> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

function errorOf(error: unknown): NonNullable<CameraState['error']> {
  const name = error instanceof Error ? error.name : ''
  return { code: CODES[name] ?? 'failed', detail: error instanceof Error ? error.message : String(error) }
}

/** The one that was chosen last, else the one at the back. */
async function openCamera(id: string | null): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  const which = id ? { deviceId: { exact: id } } : { facingMode: { ideal: 'environment' } }
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...which }, audio: false })
  } catch (error) {
    const gone = id !== null && error instanceof Error && CODES[error.name] === 'none'
    if (gone) return openCamera(null)
    throw error
  }
}

type Lit = MediaTrackCapabilities & { torch?: boolean }

/** Off while the page is hidden: a camera in a pocket empties the battery. */
function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden)
  useEffect(() => {
    const changed = () => setVisible(!document.hidden)
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
  return visible
}

export function useCamera(video: RefObject<HTMLVideoElement | null>): CameraState {
  const visible = useVisible()
  const [wanted, setWanted] = useState(() => localStorage.getItem(STORED))
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [cameras, setCameras] = useState<CameraState['cameras']>([])
  const [torch, setLight] = useState<boolean | null>(null)
  const [error, setError] = useState<CameraState['error']>(null)

  useEffect(() => {
    if (!visible) return
    if (!navigator.mediaDevices?.getUserMedia) {
      setError({ code: window.isSecureContext ? 'none' : 'insecure', detail: '' })
      return
    }
    let ended = false
    let opened: MediaStream | null = null
    const start = async () => {
      opened = await openCamera(wanted)
      if (ended) return stop(opened)
      const [track] = opened.getVideoTracks()
      track?.addEventListener('ended', () => setError({ code: 'busy', detail: '' }))
      if (video.current) video.current.srcObject = opened
      setStream(opened)
      setError(null)
      setLight((track?.getCapabilities?.() as Lit | undefined)?.torch ? false : null)
      const all = await navigator.mediaDevices.enumerateDevices()
      const found = all.filter((device) => device.kind === 'videoinput')
      if (!ended) setCameras(found.map(({ deviceId, label }) => ({ id: deviceId, label })))
    }
    start().catch((failure: unknown) => !ended && setError(errorOf(failure)))
    return () => {
      ended = true
      stop(opened)
      setStream(null)
    }
  }, [visible, wanted, video])

  const choose = useCallback((id: string) => {
    localStorage.setItem(STORED, id)
    setWanted(id)
  }, [])
  const setTorch = useCallback(
    (on: boolean) => {
      const change = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints
      void stream
        ?.getVideoTracks()[0]
        ?.applyConstraints(change)
        .then(() => setLight(on))
        .catch(() => setLight(null))
    },
    [stream],
  )
  const id = stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null
  return { stream, error, cameras, id, choose, torch, setTorch }
}

function stop(stream: MediaStream | null) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
