// The mark: bars of a code, one of them found.
export function Mark({ size }: { size: number }) {
  return <img src="/icons/serno.svg" width={size} height={size} alt="Serno" />
}
