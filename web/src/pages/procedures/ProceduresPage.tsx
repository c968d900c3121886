import { Page } from '@/ui/Page'

export default function ProceduresPage() {
  return <Page title="Procedures">{null}</Page>
}
