// A code to scan from the screen, as a symbol and as text.
import { Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'
import { Mono } from '@/ui/Texts'
import type { Card } from './lessons'
import classes from './Practice.module.css'
import { type SymbolKind, symbolUrl } from './symbol'

export default function CodeCard({ card, symbol }: { card: Card; symbol: SymbolKind }) {
  const { t } = useTranslation('practice')
  const url = useMemo(() => symbolUrl(symbol, card.code), [card.code, symbol])
  return (
    <Stack gap={4} data-card={card.kind}>
      <div className={classes.symbol}>
        <img src={url} alt={card.code} />
      </div>
      <Text size="xs" c="dimmed">
        {t(`card.${card.kind}`)}
      </Text>
      <Group gap={4} wrap="nowrap" justify="space-between">
        <Mono fw={600} className={classes.code}>
          {card.code}
        </Mono>
        <CopyButton value={card.code} />
      </Group>
    </Stack>
  )
}
