import { useTranslation } from 'react-i18next'
import type { ScanAnswer } from '@/scan/known'
import type { Line } from '@/scan/lines'
import { useWords } from '@/ui/words'
import { type Verdict, verdictOf } from './verdict'

/** answer: what the server said of the code of a refused command. */
export function useVerdict(line: Line, answer: ScanAnswer | undefined): Verdict {
  const { t } = useTranslation(['scan', 'common'])
  const words = useWords()
  return verdictOf({ t, words }, line, answer)
}
