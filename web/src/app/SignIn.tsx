import { Box, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { hasChosenLanguage, isLanguage, showLanguage } from '@/i18n'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { settingsQuery } from './company'
import { Mark } from './Mark'
import classes from './SignIn.module.css'
import { meQuery, rememberSignIn } from './session'

/** A browser in which nobody has chosen a language speaks the company's. */
async function followCompany(queries: QueryClient) {
  if (hasChosenLanguage()) return
  const company = await queries.fetchQuery(settingsQuery).catch(() => null)
  // Version 1 is how every installation begins: nobody has said anything yet.
  if (company && company.version > 1 && isLanguage(company.language)) await showLanguage(company.language)
}

export default function SignIn() {
  const { t } = useTranslation('shell')
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/session', { body: { name: name.trim(), password } })),
    onSuccess: async (session) => {
      setPassword('')
      rememberSignIn(session.user)
      await followCompany(queries)
      await queries.fetchQuery({ ...meQuery, staleTime: 0 })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <main className={classes.ground}>
      <Box component="form" onSubmit={submit} className={classes.card}>
        <Stack gap="md">
          <Mark size={44} />
          <Title order={1} size="h2">
            {t('signIn.title')}
          </Title>
          <TextInput
            label={t('signIn.name')}
            name="name"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            required
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemAlert error={signIn.error} />
          <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
            {t('signIn.submit')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('signIn.first')}
          </Text>
        </Stack>
      </Box>
    </main>
  )
}
