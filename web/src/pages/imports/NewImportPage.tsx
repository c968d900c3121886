import { Page } from '@/ui/Page'

export default function NewImportPage() {
  return <Page title="NewImport">{null}</Page>
}
