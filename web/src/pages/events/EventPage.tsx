import { Page } from '@/ui/Page'

export default function EventPage() {
  return <Page title="Event">{null}</Page>
}
