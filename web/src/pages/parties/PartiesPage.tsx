import { Page } from '@/ui/Page'

export default function PartiesPage() {
  return <Page title="Parties">{null}</Page>
}
