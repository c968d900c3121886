// A guide, as it is in the documentation of this very version; the others are one click away.
import { Anchor, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { Markdown } from './Markdown'
import { loadTopic, topics } from './topics'

export default function HelpPage() {
  const { t, i18n } = useTranslation('help')
  const { topic = '' } = useParams({ strict: false })
  const known = topics.includes(topic)
  const { data: text } = useQuery({
    queryKey: ['help', topic],
    queryFn: () => loadTopic(topic) ?? '',
    enabled: known,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useScrollToHash(text)
  return (
    <Page title={known ? titleOf(text) : t('guides')}>
      <Others current={topic} />
      {known ? (
        <Panel>
          {i18n.language === 'en' ? null : (
            <Text size="sm" c="dimmed" mb="sm">
              {t('inEnglish')}
            </Text>
          )}
          {text === undefined ? <Skeleton height={400} /> : <Markdown text={text} />}
        </Panel>
      ) : (
        <Empty title={t('noGuide')} />
      )}
    </Page>
  )
}

/** Its first heading stands above the panel. */
function titleOf(text: string | undefined): string {
  return /^# +(.+)$/m.exec(text ?? '')?.[1] ?? ''
}

function useScrollToHash(text: string | undefined) {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1))
    if (text !== undefined && id) document.getElementById(id)?.scrollIntoView()
  }, [text])
}

function Others({ current }: { current: string }) {
  const { t } = useTranslation('help')
  return (
    <Group component="nav" aria-label={t('guides')} gap="md" mb="md">
      {topics.map((topic) => {
        const name = t(`topic.${topic}` as 'topic.concepts', { defaultValue: topic.replaceAll('-', ' ') })
        if (topic === current) {
          return (
            <Text key={topic} span size="sm" fw={600} aria-current="page">
              {name}
            </Text>
          )
        }
        return (
          <Anchor
            key={topic}
            size="sm"
            renderRoot={(props) => <Link to="/help/$topic" params={{ topic }} {...props} />}
          >
            {name}
          </Anchor>
        )
      })}
    </Group>
  )
}
