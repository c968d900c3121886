// The procedures that can be printed, one page each.
import { Button, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core'
import {
  type Icon,
  IconArrowBackUp,
  IconArrowsExchange,
  IconListCheck,
  IconPackageImport,
  IconPrinter,
  IconTruckDelivery,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { type ProcedureName, procedureNames } from './procedures'

const pictures: Record<ProcedureName, Icon> = {
  receiving: IconPackageImport,
  moving: IconArrowsExchange,
  shipping: IconTruckDelivery,
  returning: IconArrowBackUp,
  counting: IconListCheck,
}

export default function ProceduresPage() {
  const { t } = useTranslation('procedures')
  const all = (
    <Button
      variant="default"
      leftSection={<IconPrinter size={18} />}
      renderRoot={(props) => <Link to="/procedures/$name" params={{ name: 'all' }} {...props} />}
    >
      {t('all')}
    </Button>
  )
  return (
    <Page title={t('title')} actions={all}>
      <Stack>
        <Text maw={760}>{t('text')}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {procedureNames.map((name) => (
            <Card key={name} name={name} />
          ))}
        </SimpleGrid>
      </Stack>
    </Page>
  )
}

function Card({ name }: { name: ProcedureName }) {
  const { t } = useTranslation('procedures')
  const Picture = pictures[name]
  return (
    <UnstyledButton renderRoot={(props) => <Link to="/procedures/$name" params={{ name }} {...props} />}>
      <Panel h="100%">
        <Stack gap="xs">
          <Picture size={28} stroke={1.3} aria-hidden />
          <Text fw={600}>{t(`name.${name}`)}</Text>
          <Text size="sm" c="dimmed">
            {t(`purpose.${name}`)}
          </Text>
        </Stack>
      </Panel>
    </UnstyledButton>
  )
}
