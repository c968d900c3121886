export default function Camera(_: { onCode: (code: string) => void; onClose: () => void }) {
  return null
}
