import { Page } from '@/ui/Page'

export default function GuidePage() {
  return <Page title="Guide">{null}</Page>
}
