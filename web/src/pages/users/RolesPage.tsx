import { Page } from '@/ui/Page'

export default function RolesPage() {
  return <Page title="Roles">{null}</Page>
}
