// What a slot is called in a mode: a party is the supplier here and the borrower there.
import type { TFunction } from 'i18next'
import type { Mode, Slot } from '@/scan/modes'

type Text = TFunction<'scan'>

export function slotName(t: Text, mode: Mode | undefined, slot: Slot): string {
  const plain = t(`slot.${slot}`)
  if (!mode || (slot !== 'party' && slot !== 'location')) return plain
  return t(`${slot}Of.${mode.name}` as 'partyOf.receive', { defaultValue: plain })
}

/** In a sentence: "First scan: place or party". */
export function slotNames(t: Text, slots: readonly Slot[]): string {
  return slots.map((slot) => t(`slot.${slot}`)).join(t('ready.or'))
}

/** Those that a scanner can tell; the others are chosen by hand. */
export const isScannable = (slot: Slot) => ['location', 'product', 'party', 'package', 'order'].includes(slot)
