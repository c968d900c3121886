import { Page } from '@/ui/Page'

export default function UnitPage() {
  return <Page title="Unit">{null}</Page>
}
