import { Page } from '@/ui/Page'

export default function StockPage() {
  return <Page title="Stock">{null}</Page>
}
