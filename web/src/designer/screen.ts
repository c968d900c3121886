// How large a millimetre is on this screen. Browsers believe 96 pixels to an inch; hardly any screen has them. Whoever holds a ruler to
// it once has labels at their true size from then on, on this device.
import { Stored } from '@/scan/stored'

const PX_PER_MM = 96 / 25.4
const LEAST = 0.4
const MOST = 2.5

export function readFactor(stored: unknown): number {
  return typeof stored === 'number' && stored >= LEAST && stored <= MOST ? stored : 1
}

/** 1: nobody has measured yet, or the browser is right. */
export const screenFactor = new Stored<number>('serno-screen', readFactor)

/** CSS pixels. */
export function pixels(millimetres: number, factor: number, zoom = 1): number {
  return millimetres * PX_PER_MM * factor * zoom
}

export function millimetres(px: number, factor: number, zoom = 1): number {
  return px / (PX_PER_MM * factor * zoom)
}

/** A line that should be `meant` long was drawn with `factor` and measures `measured`. */
export function factorFrom(meant: number, measured: number, factor: number): number | null {
  if (!(measured > 0)) return null
  const next = (factor * meant) / measured
  return next >= LEAST && next <= MOST ? next : null
}
