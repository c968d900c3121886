// Theme colours as a canvas needs them: resolved, of the scheme of the moment.
import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { colorVar } from '@/ui/Badges'

export type Tokens = {
  text: string
  dimmed: string
  line: string
  surface: string
  font: string
  dark: boolean
  /** 'harbour.5' as '#368489'. */
  color: (name: string) => string
}

function resolve(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim()
}

const named = (name: string) => resolve(colorVar(name).slice('var('.length, -1))

export function readTokens(dark: boolean): Tokens {
  return {
    text: resolve('--mantine-color-text'),
    dimmed: resolve('--mantine-color-dimmed'),
    line: resolve('--serno-line'),
    surface: resolve('--serno-surface'),
    font: resolve('--mantine-font-family'),
    dark,
    color: named,
  }
}

/** Anew when the scheme changes. */
export function useTokens(): Tokens {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  return useMemo(() => readTokens(scheme === 'dark'), [scheme])
}

/** What all charts share: type, tooltips on the surface, quiet lines. */
export function baseOption(tokens: Tokens) {
  return {
    animation: false,
    textStyle: { fontFamily: tokens.font, color: tokens.text },
    tooltip: {
      // Drawn, not written as HTML: names from the database stay text.
      renderMode: 'richText' as const,
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      textStyle: { fontFamily: tokens.font, color: tokens.text },
      confine: true,
    },
  }
}

export function axisStyle(tokens: Tokens) {
  return {
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: { color: tokens.dimmed, fontFamily: tokens.font },
    splitLine: { lineStyle: { color: tokens.line } },
  }
}
