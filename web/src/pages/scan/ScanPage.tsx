import { Page } from '@/ui/Page'

export default function ScanPage() {
  return <Page title="Scan">{null}</Page>
}
