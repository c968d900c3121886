// What the page and the decoder's worker say to each other.
export type Box = { x: number; y: number }[]
export type Seen = { text: string; box: Box }

export type ToDecoder = { type: 'frame'; frame: ImageBitmap }
export type FromDecoder =
  | { type: 'ready' }
  | { type: 'seen'; seen: Seen[]; width: number; height: number }
  | { type: 'failed'; message: string }
