import { Page } from '@/ui/Page'

export default function UnitsPage() {
  return <Page title="Units">{null}</Page>
}
