// What holds for every scan after it: a place, a party, a package. What is needed first stands large; the rest is there to be chosen.
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Context, type Mode, type Slot, told } from '@/scan/modes'
import { setContext } from '@/scan/setup'
import { dateTime } from '@/ui/format'
import { useWords } from '@/ui/words'
import classes from './ContextBar.module.css'
import { isScannable, slotName } from './slotNames'

type Props = { mode: Mode; context: Context; onChoose: (slot: Slot) => void }

export function ContextBar({ mode, context, onChoose }: Props) {
  const { t } = useTranslation('scan')
  if (mode.slots.length === 0) return null
  const open = mode.needs.filter((group) => !group.some((slot) => context[slot])).flat()
  return (
    <section className={classes.bar} aria-label={t('context')}>
      {mode.slots.map((slot) => (
        <Chip
          key={slot}
          mode={mode}
          slot={slot}
          context={context}
          state={context[slot] ? 'told' : open.includes(slot) ? 'needed' : 'open'}
          onChoose={onChoose}
        />
      ))}
    </section>
  )
}

function useShown(slot: Slot, value: string): string {
  const words = useWords()
  if (slot === 'hold') return words.hold(value)
  return slot === 'due' ? dateTime(value) : value
}

function Chip({ mode, slot, context, state, onChoose }: Props & { slot: Slot; state: 'told' | 'needed' | 'open' }) {
  const { t } = useTranslation(['scan', 'common'])
  const what = context[slot]
  const name = slotName(t, mode, slot)
  const value = useShown(slot, what?.value ?? '')
  return (
    <div className={classes.chip} data-state={state}>
      <UnstyledButton className={classes.open} onClick={() => onChoose(slot)}>
        <span className={classes.name}>{name}</span>
        {what ? (
          <span className={classes.value} title={what.name}>
            <span className={classes.code}>{value}</span>
            {what.name ? <span className={classes.known}>{what.name}</span> : null}
          </span>
        ) : (
          <span className={classes.none}>
            {state === 'open' ? t('scan:optional') : isScannable(slot) ? t('scan:choose') : t('scan:chooseOnly')}
          </span>
        )}
      </UnstyledButton>
      {what ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.clear}
          aria-label={t('scan:clear', { slot: name })}
          onClick={() => setContext(mode.name, told(mode, context, slot, undefined))}
        >
          <IconX size={20} />
        </ActionIcon>
      ) : null}
    </div>
  )
}
