import { Page } from '@/ui/Page'

export default function HelpPage() {
  return <Page title="Help">{null}</Page>
}
