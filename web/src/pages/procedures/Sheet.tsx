// One procedure as one sheet of paper: steps with their pictograms, what the books allow, what to do when it is refused, a signature.
import { Text, Title } from '@mantine/core'
import {
  IconBarcode,
  IconBuildingWarehouse,
  IconCategory,
  IconEar,
  IconHandClick,
  IconMapPin,
  IconPackage,
  IconPencil,
  IconScan,
  IconUser,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Lifecycle } from '@/ui/command/lifecycle'
import { date } from '@/ui/format'
import { useWords } from '@/ui/words'
import { lifecycleVersion, type ProcedureName, procedureNames, procedureOf, type Sign, type Step } from './procedures'
import { Rules } from './Rules'
import classes from './Sheet.module.css'

const signs: Record<Sign, typeof IconScan> = {
  mode: IconScan,
  page: IconHandClick,
  location: IconMapPin,
  product: IconCategory,
  party: IconUser,
  package: IconPackage,
  unit: IconBarcode,
  choose: IconHandClick,
  write: IconPencil,
  listen: IconEar,
}

type Props = { name: ProcedureName; lifecycle: Lifecycle; organisation: string; on: Date }

export function Sheet({ name, lifecycle, organisation, on }: Props) {
  const { t } = useTranslation('procedures')
  const procedure = procedureOf(lifecycle, name)
  return (
    <article className={classes.sheet} aria-label={t(`name.${name}`)}>
      <header className={classes.head}>
        <div>
          <Text size="sm" c="dimmed">
            {organisation ? `${organisation} · ` : ''}
            {t('sop', { number: procedureNames.indexOf(name) + 1 })}
          </Text>
          <Title order={2}>{t(`name.${name}`)}</Title>
        </div>
        <IconBuildingWarehouse size={32} stroke={1.2} aria-hidden />
      </header>
      <Text size="sm">{t(`purpose.${name}`)}</Text>
      <ol className={classes.steps}>
        {procedure.steps.map((step) => (
          <StepLine key={`${step.text} ${step.about}`} step={step} />
        ))}
      </ol>
      <section>
        <h3 className={classes.small}>{t('rules')}</h3>
        <Rules rules={procedure.rules} />
      </section>
      <section>
        <h3 className={classes.small}>{t('refused')}</h3>
        <Text size="sm">{t('refusedText')}</Text>
      </section>
      <footer className={classes.foot}>
        <div className={classes.signature}>
          {(['name', 'date', 'signature'] as const).map((field) => (
            <span key={field}>{t(`sign.${field}`)}</span>
          ))}
        </div>
        <Text size="xs" c="dimmed">
          {t('version', { version: lifecycleVersion(lifecycle), date: date(on.toISOString()) })}
        </Text>
      </footer>
    </article>
  )
}

function StepLine({ step }: { step: Step }) {
  const { t } = useTranslation(['procedures', 'scan'])
  const words = useWords()
  const Picture = signs[step.sign]
  const about =
    step.text === 'mode'
      ? t(`scan:mode.${step.about}` as 'scan:mode.move', { defaultValue: words.command(step.about) })
      : step.text === 'page'
        ? words.command(step.about)
        : t(`procedures:need.${step.about}` as 'procedures:need.location', {
            defaultValue: step.about.replaceAll('_', ' '),
          })
  return (
    <li className={classes.step} data-begins={step.text === 'mode' || step.text === 'page' || undefined}>
      <span className={classes.sign}>
        <Picture size={22} stroke={1.5} aria-hidden />
      </span>
      <span>{t(`procedures:step.${step.text}`, { about })}</span>
    </li>
  )
}
