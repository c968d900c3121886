import { Page } from '@/ui/Page'

export default function PackagePage() {
  return <Page title="Package">{null}</Page>
}
