// Whose label the preview shows: an example's, or that of a thing that is chosen from those that there are.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { Target } from '@/designer/template'
import { type Choice, CodeInput } from '@/ui/inputs'
import type { Subject } from '../labels'

type Look = (text: string, signal: AbortSignal) => Promise<Choice[]>
const FEW = 20

const kinds: Record<Target, { look: Look; subject: (key: string) => Subject }> = {
  unit: {
    look: async (text, signal) => {
      const query = { serial_prefix: text, limit: FEW }
      const { items } = await unwrap(api.GET('/v1/units', { params: { query }, signal }))
      return items.map((unit) => ({ key: String(unit.id), code: unit.serial, name: unit.product_name }))
    },
    subject: (key) => ({ units: [Number(key)] }),
  },
  package: {
    look: async (text, signal) => {
      const query = { q: text || undefined, limit: FEW }
      const { items } = await unwrap(api.GET('/v1/packages', { params: { query }, signal }))
      return items.map((box) => ({ key: box.code, code: box.code }))
    },
    subject: (key) => ({ packages: [key] }),
  },
  location: {
    look: async (text, signal) => {
      const query = { q: text || undefined, active: true, limit: FEW }
      const { items } = await unwrap(api.GET('/v1/locations', { params: { query }, signal }))
      return items.map((at) => ({ key: at.code, code: at.code, name: at.name }))
    },
    subject: (key) => ({ locations: [key] }),
  },
  product: {
    look: async (text, signal) => {
      const query = { q: text || undefined, active: true, limit: FEW }
      const { items } = await unwrap(api.GET('/v1/products', { params: { query }, signal }))
      return items.map((one) => ({ key: one.sku, code: one.sku, name: one.name }))
    },
    subject: (key) => ({ products: [key] }),
  },
}

type Props = { target: Target; onSubject: (subject: Subject) => void }

export function SubjectInput({ target, onSubject }: Props) {
  const { t } = useTranslation('labels')
  const [text, setText] = useState('')
  const { look, subject } = kinds[target]
  return (
    <CodeInput
      label={t('subject')}
      placeholder={t('example')}
      value={text}
      resource={['labels', 'subject', target]}
      look={look}
      onChange={(next, choice) => {
        setText(next)
        onSubject(choice ? subject(choice.key) : {})
      }}
    />
  )
}
