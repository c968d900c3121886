// The first scan: with a scanner, a phone's camera pointed at the screen, or typed.
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCircleCheck, IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from '@/ui/Badges'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono } from '@/ui/Texts'
import { rememberStep } from './remembered'

export function ScanStep({ example }: { example: string | undefined }) {
  const { t } = useTranslation('guide')
  const [code, setCode] = useState('')
  const scan = useMutation({
    mutationFn: async (text: string) => {
      const answer = await unwrap(api.GET('/v1/scan', { params: { query: { code: text } } }))
      const unit = answer.matches.find((match) => match.kind === 'unit')
      return unit && 'serial' in unit ? unit : null
    },
    onSuccess: (unit) => {
      setCode('')
      if (unit) rememberStep('scan')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) scan.mutate(code.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack data-wedge="field">
        <Group align="end">
          <TextInput
            label={t('scanHere')}
            description={example ? t('scanExample', { code: example }) : undefined}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            flex={1}
            leftSection={<IconScan size={18} aria-hidden />}
          />
          <Button type="submit" variant="default" loading={scan.isPending}>
            {t('lookUp')}
          </Button>
        </Group>
        <ProblemAlert error={scan.error} />
        {scan.data === null ? <Text c="dimmed">{t('notAUnit')}</Text> : null}
        {scan.data ? (
          <Alert variant="outline" color="harbour" icon={<IconCircleCheck />} role="status" title={t('scanned')}>
            <Group gap="xs">
              <Mono fw={600}>{scan.data.serial}</Mono>
              {'status' in scan.data ? <StatusBadge status={String(scan.data.status)} /> : null}
            </Group>
          </Alert>
        ) : null}
        <Text size="sm" c="dimmed">
          {t('orOnThePage')} <Link to="/scan">{t('scanPage')}</Link>
        </Text>
      </Stack>
    </form>
  )
}
