// What a scan sounds and feels like. Tones are told apart by their shape, not only by pitch: good rises, bad is low and rough, kept
// for later is two even ones, an alarm goes on and on.
import { scanSettings } from './settings'

export type Feedback = 'good' | 'bad' | 'stored' | 'alarm' | 'told' | 'undone'

/** [start s, length s, Hz, loudness 0..1, wave] */
type Tone = [start: number, length: number, pitch: number, loudness: number, wave: OscillatorType]

const TONES: Record<Feedback, Tone[]> = {
  good: [
    [0, 0.06, 1047, 0.35, 'sine'],
    [0.06, 0.1, 1568, 0.35, 'sine'],
  ],
  told: [[0, 0.07, 1175, 0.25, 'sine']],
  stored: [
    [0, 0.06, 587, 0.35, 'triangle'],
    [0.12, 0.06, 587, 0.35, 'triangle'],
  ],
  undone: [
    [0, 0.07, 1175, 0.3, 'sine'],
    [0.08, 0.12, 784, 0.3, 'sine'],
  ],
  bad: [
    [0, 0.16, 196, 0.3, 'square'],
    [0.22, 0.26, 165, 0.3, 'square'],
  ],
  alarm: [0, 1, 2, 3, 4, 5].map((at): Tone => [at * 0.18, 0.17, at % 2 ? 660 : 990, 0.4, 'sawtooth']),
}

const SHAKES: Record<Feedback, number | number[]> = {
  good: 40,
  told: 20,
  stored: [30, 50, 30],
  undone: [40, 30, 20],
  bad: [150, 60, 150],
  alarm: [300, 80, 300, 80, 300],
}

const MARK_LAST_KEY = 'serno:last-key'
const MARK_BEEP = 'serno:beep'
const MARKS_KEPT = 200

let audio: AudioContext | null = null
let marks = 0

function context(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null
  audio ??= new AudioContext({ latencyHint: 'interactive' })
  return audio
}

/** Browsers are silent until somebody has touched the page: call it for the first touch or key. */
export function unlockSound() {
  const at = context()
  if (at?.state === 'suspended') void at.resume().catch(() => undefined)
}

function play(tones: Tone[]) {
  const at = context()
  if (at?.state !== 'running') return
  for (const [start, length, pitch, loudness, wave] of tones) {
    const from = at.currentTime + start
    const tone = new OscillatorNode(at, { type: wave, frequency: pitch })
    const volume = new GainNode(at, { gain: 0 })
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(loudness, from + 0.004)
    volume.gain.setValueAtTime(loudness, from + length - 0.015)
    volume.gain.linearRampToValueAtTime(0, from + length)
    tone.connect(volume).connect(at.destination)
    tone.start(from)
    tone.stop(from + length)
  }
}

/** For whoever measures how long a scan takes: from its last key to its beep. */
export function markLastKey(at: number) {
  marks += 1
  if (marks % MARKS_KEPT === 0) for (const name of [MARK_LAST_KEY, MARK_BEEP]) performance.clearMarks(name)
  performance.mark(MARK_LAST_KEY, { startTime: at })
}

export function give(feedback: Feedback) {
  const { sound, vibration } = scanSettings.get()
  unlockSound()
  if (sound) play(TONES[feedback])
  performance.mark(MARK_BEEP, { detail: feedback })
  // Chromium refuses (with a message) before the page was touched.
  if (vibration && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES[feedback])
}
