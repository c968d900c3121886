// Millimetres along the upper and the left edge of the label.
import classes from './Canvas.module.css'

const NUMBER_PX = 34
const TICK_PX = 3

/** Millimetres between two numbers, so that they do not touch. */
function stepOf(scale: number): number {
  return [1, 2, 5, 10, 20, 50, 100].find((step) => step * scale >= NUMBER_PX) ?? 200
}

function ticksOf(length: number, scale: number) {
  const step = stepOf(scale)
  const fine = scale >= TICK_PX ? 1 : step / 2
  const count = Math.floor(length / fine + 1e-9) + 1
  return Array.from({ length: count }, (_, at) => at * fine).map((at) => ({ at, long: at % step === 0 }))
}

export function Ruler({ length, scale, upright = false }: { length: number; scale: number; upright?: boolean }) {
  const ticks = ticksOf(length, scale)
  const lines = ticks
    .map(({ at, long }) => {
      const px = at * scale
      const from = long ? 8 : 14
      return upright ? `M${from} ${px}H18` : `M${px} ${from}V18`
    })
    .join('')
  const size = length * scale + 1
  return (
    <svg
      className={upright ? classes.left : classes.top}
      width={upright ? 18 : size}
      height={upright ? size : 18}
      aria-hidden
    >
      <path d={lines} />
      {ticks
        .filter(({ long }) => long)
        .map(({ at }) => (
          <text key={at} x={upright ? 0 : at * scale + 3} y={upright ? at * scale + 9 : 10}>
            {at}
          </text>
        ))}
    </svg>
  )
}
