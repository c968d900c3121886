// The event's bytes. Shown to be read, or just as they were hashed; copied they are always those that were hashed.
import { Group, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'
import { Panel } from '@/ui/Panel'
import classes from './Events.module.css'
import { readable } from './events'
import type { HashedEvent } from './useEvent'

export function BodyPanel({ event }: { event: HashedEvent }) {
  const { t } = useTranslation('events')
  const [form, setForm] = useState('readable')
  return (
    <Panel
      title={t('body.title')}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('body.form')}
            value={form}
            onChange={setForm}
            data={[
              { value: 'readable', label: t('body.readable') },
              { value: 'bytes', label: t('body.bytes') },
            ]}
          />
          <CopyButton value={event.text} label={t('body.copy')} />
        </Group>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard */}
      <section className={classes.body} tabIndex={0} aria-label={t('body.title')}>
        <pre className={classes.bytes}>{form === 'bytes' ? event.text : readable(event.text)}</pre>
      </section>
    </Panel>
  )
}
