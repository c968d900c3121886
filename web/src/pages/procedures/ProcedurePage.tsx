import { Page } from '@/ui/Page'

export default function ProcedurePage() {
  return <Page title="Procedure">{null}</Page>
}
