import { Page } from '@/ui/Page'

export default function LocationPage() {
  return <Page title="Location">{null}</Page>
}
