import { Page } from '@/ui/Page'

export default function PartyPage() {
  return <Page title="Party">{null}</Page>
}
