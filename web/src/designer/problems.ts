// What is wrong with a template, and at which element: the server's refusal names a member by its path ("elements[2].content"). What can
// be seen without asking is said at once; it is a comfort, the server decides. Pure.
import type { Doc, Item } from './editor'
import { mm, type Sheet } from './template'

/** element: its place in the list; null: the label itself. */
export type Place = { element: number | null; member: string }

export function placeOf(path: string | undefined): Place | null {
  if (!path) return null
  const found = /^(?:template\.)?elements\[(\d+)\](?:\.(.+))?$/.exec(path)
  if (found) return { element: Number(found[1]), member: found[2] ?? '' }
  return { element: null, member: path }
}

export type Complaint = { id: number | null; member: string; says: string }

/** The server's refusal at the element that it is about. */
export function complaintOf(path: string | undefined, says: string, items: readonly Item[]): Complaint {
  const place = placeOf(path)
  const item = place?.element === null || place === null ? undefined : items[place.element]
  const plain = path && says.startsWith(`${path}: `) ? says.slice(path.length + 2) : says
  return { id: item?.id ?? null, member: place?.member ?? '', says: plain }
}

export type Doubt = 'outside' | 'empty' | 'noPicture'

/** What is plainly wrong with an element. */
export function doubtOf({ element }: Item, doc: Pick<Doc, 'width' | 'height'>): Doubt | null {
  const slack = 0.01
  if (element.x + element.w > doc.width + slack || element.y + element.h > doc.height + slack) return 'outside'
  if ((element.kind === 'text' || element.kind === 'symbol') && !element.content) return 'empty'
  if (element.kind === 'image' && !element.png) return 'noPicture'
  return null
}

/** Millimetres that the labels of a sheet need. */
export function sheetNeeds(doc: Pick<Doc, 'width' | 'height'>, sheet: Sheet): { width: number; height: number } {
  const { left = 0, top = 0, columns, rows, gap_x = 0, gap_y = 0 } = sheet
  return {
    width: mm(left + columns * doc.width + (columns - 1) * gap_x),
    height: mm(top + rows * doc.height + (rows - 1) * gap_y),
  }
}
