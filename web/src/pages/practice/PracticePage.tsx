import { Page } from '@/ui/Page'

export default function PracticePage() {
  return <Page title="Practice">{null}</Page>
}
