// That the event is in the ledger: the proof to take away, and the way to the page that checks it without believing the server.
import { Button, Group, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'
import { Details } from '@/ui/Details'
import { number } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import classes from './Events.module.css'
import { type HashedEvent, useProof } from './useEvent'

export function ProofPanel({ event }: { event: HashedEvent }) {
  const { t } = useTranslation('events')
  const proof = useProof(event.body.id)
  const leaf = <Mono className={classes.hash}>{event.leaf}</Mono>
  const root = proof.data ? <Mono className={classes.hash}>{proof.data.root}</Mono> : null
  return (
    <Panel
      title={t('proof.title')}
      actions={
        proof.data ? <CopyButton value={JSON.stringify(proof.data, null, 2)} label={t('proof.copy')} /> : undefined
      }
    >
      <Text size="sm" mb="sm">
        {t('proof.text')}
      </Text>
      <ProblemAlert error={proof.error} />
      <Details
        rows={[
          [t('proof.leaf'), leaf],
          [t('proof.size'), proof.data ? number(proof.data.size) : null],
          [t('proof.root'), root],
          [t('proof.steps'), proof.data ? number(proof.data.proof.length) : null],
        ]}
      />
      <Group mt="md">
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/ledger" search={{ event: event.body.id }} {...props} />}
        >
          {t('proof.check')}
        </Button>
      </Group>
    </Panel>
  )
}
