import { Page } from '@/ui/Page'

export default function LocationsPage() {
  return <Page title="Locations">{null}</Page>
}
