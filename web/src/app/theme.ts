// How everything looks: harbour green on warm paper, amber where somebody must look. Components use these tokens only.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const harbour: MantineColorsTuple = [
  '#e8f3f3',
  '#cfe4e5',
  '#a3cccd',
  '#74b2b5',
  '#4f9a9e',
  '#368489',
  '#267177',
  '#17565c',
  '#10454a',
  '#0a3438',
]
const paper: MantineColorsTuple = [
  '#f7f6f3',
  '#efede8',
  '#e2dfd8',
  '#cfcbc2',
  '#aaa59a',
  '#837e74',
  '#66625a',
  '#504d46',
  '#383632',
  '#23221f',
]
const slate: MantineColorsTuple = [
  '#dfe3e3',
  '#bcc3c4',
  '#98a2a4',
  '#6d787b',
  '#485356',
  '#384245',
  '#2a3335',
  '#1d2426',
  '#151b1d',
  '#0f1415',
]
const amber: MantineColorsTuple = [
  '#fff6e2',
  '#ffeac3',
  '#fbd78c',
  '#f7c45a',
  '#f2b544',
  '#dd9a1d',
  '#b67a0c',
  '#8a5b06',
  '#684403',
  '#472e02',
]
const red: MantineColorsTuple = [
  '#fdeeec',
  '#f9d6d2',
  '#f2b0a9',
  '#ea8a80',
  '#e0685c',
  '#d04b3e',
  '#bb382d',
  '#a52a24',
  '#86201b',
  '#641512',
]

export const theme = createTheme({
  colors: { harbour, gray: paper, dark: slate, amber, red },
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  // The application's own face where it is on the device already; see public/scheme.js.
  fontFamily: 'var(--serno-face, system-ui), system-ui, sans-serif',
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  headings: { fontFamily: 'var(--serno-face, system-ui), system-ui, sans-serif', fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
})
