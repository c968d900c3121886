import { Page } from '@/ui/Page'

export default function ImportsPage() {
  return <Page title="Imports">{null}</Page>
}
