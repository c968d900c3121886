// Issue numbers: alone, or as a pool for somebody, which has a name and may expire. What was issued is shown, copied and downloaded.
import { Alert, Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uuidV7 } from '@/queue/id'
import { CopyButton } from '@/ui/CopyButton'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { DateInput, LocationInput, LotInput, PartyInput, ProductInput } from '@/ui/inputs'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './Numbering.module.css'
import { issueNumbers, makePool, type Numbers, type Scheme } from './numbering'

/** So many are shown; the whole is in the file. */
const SHOWN = 200
const COUNT_MAX = 100_000

type Props = { scheme: Scheme | null; pool: boolean; onClose: () => void }

export function IssueDialog({ scheme, pool, onClose }: Props) {
  const { t } = useTranslation(['numbering', 'common'])
  const queries = useQueryClient()
  const [id, setId] = useState(() => uuidV7()) // the same until it was answered: asked again, it issues nothing twice
  const [values, setValues] = useState({ name: '', product: '', count: 10, site: '', lot: '', party: '', location: '' })
  const [expires, setExpires] = useState('')
  const set = (more: Partial<typeof values>) => setValues((old) => ({ ...old, ...more }))
  const issue = useMutation({
    mutationFn: () => {
      const { name, product, count, site, lot, party, location } = values
      const common = {
        id,
        count,
        ...(scheme ? { scheme: scheme.code } : {}),
        ...(site ? { site } : {}),
        ...(lot ? { lot } : {}),
      }
      if (!pool) return issueNumbers({ ...common, ...(product ? { product } : {}) })
      const whom = { ...(party ? { party } : {}), ...(location ? { location } : {}) }
      return makePool({ ...common, ...whom, name, product, ...(expires ? { expires_at: expires } : {}) })
    },
    onSuccess: async () => {
      setId(uuidV7())
      await Promise.all(['pools', 'units', 'schemes'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    issue.mutate()
  }
  const units = scheme?.kind !== 'package'
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={pool ? t('newPool') : t('issue')}
      size="lg"
    >
      {issue.data ? (
        <Issued numbers={issue.data} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            {pool ? (
              <TextInput
                label={t('common:name')}
                description={t('poolNameHint')}
                value={values.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
                required
                maxLength={200}
                data-autofocus
              />
            ) : null}
            {units ? (
              <ProductInput
                label={t('common:product')}
                value={values.product}
                onChange={(product) => set({ product })}
                required
              />
            ) : null}
            <NumberInput
              label={t('count')}
              min={1}
              max={COUNT_MAX}
              allowDecimal={false}
              thousandSeparator=" "
              value={values.count}
              onChange={(count) => set({ count: Number(count) || 1 })}
              required
            />
            {pool ? (
              <>
                <PartyInput label={t('forParty')} value={values.party} onChange={(party) => set({ party })} />
                <LocationInput
                  label={t('forLocation')}
                  value={values.location}
                  onChange={(location) => set({ location })}
                />
                <DateInput label={t('expires')} description={t('expiresHint')} value={expires} onChange={setExpires} />
              </>
            ) : null}
            <LocationInput
              label={t('site')}
              description={t('siteHint')}
              value={values.site}
              onChange={(site) => set({ site })}
            />
            {units ? <LotInput product={values.product} value={values.lot} onChange={(lot) => set({ lot })} /> : null}
            <ProblemAlert error={issue.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={issue.isPending}>
                {t('issueDo')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function Issued({ numbers, onClose }: { numbers: Numbers; onClose: () => void }) {
  const { t } = useTranslation(['numbering', 'common'])
  const shown = numbers.numbers.slice(0, SHOWN)
  return (
    <Stack>
      <Alert color="teal" role="status">
        {t('issued', { count: numbers.count })}
      </Alert>
      <section className={classes.numbers} aria-label={t('numbers')}>
        {shown.map((number) => (
          <div key={number}>{number}</div>
        ))}
      </section>
      {numbers.count > shown.length ? (
        <Text size="sm" c="dimmed">
          {t('andMore', { count: numbers.count - shown.length })}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <CopyButton value={numbers.numbers.join('\n')} label={t('copyAll')} />
        <DownloadMenu path={`/v1/numbering/issues/${numbers.id}/numbers`} query={{}} />
        <Button onClick={onClose}>{t('common:done')}</Button>
      </Group>
    </Stack>
  )
}
