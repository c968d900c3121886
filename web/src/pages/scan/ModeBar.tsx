// What a scan does: one big button a mode. A strip to swipe on a phone, a row at a desk.
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '@/scan/modes'
import { scanSettings } from '@/scan/settings'
import { setMode } from '@/scan/setup'
import { useStored } from '@/scan/stored'
import classes from './ModeBar.module.css'

export function ModeBar({ modes, mode }: { modes: readonly Mode[]; mode: Mode }) {
  const { t } = useTranslation('scan')
  const { shortcuts } = useStored(scanSettings)
  const chosen = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen mode comes into view when it changes
  useEffect(() => {
    void chosen.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [mode.name])
  return (
    <nav className={classes.bar} aria-label={t('modes')}>
      {modes.map((one) => (
        <UnstyledButton
          key={one.name}
          ref={one === mode ? chosen : undefined}
          className={classes.mode}
          data-mode={one.name}
          aria-pressed={one === mode}
          onClick={() => setMode(one.name)}
        >
          <one.icon size={24} stroke={1.6} aria-hidden />
          <span>{t(`mode.${one.name}`)}</span>
          {shortcuts ? (
            <kbd className={classes.key} aria-hidden>
              {one.key.toUpperCase()}
            </kbd>
          ) : null}
        </UnstyledButton>
      ))}
    </nav>
  )
}
