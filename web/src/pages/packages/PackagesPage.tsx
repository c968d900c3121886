import { Page } from '@/ui/Page'

export default function PackagesPage() {
  return <Page title="Packages">{null}</Page>
}
