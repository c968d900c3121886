// The history names a parent by product and serial; its page has a number, which is asked for when somebody goes there.
import { Anchor } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/ui/showProblem'
import { Mono } from '@/ui/Texts'

export function ParentLink({ product, serial }: { product: string | undefined; serial: string }) {
  const navigate = useNavigate()
  if (!product) return <Mono>{serial}</Mono>
  const open = async () => {
    try {
      const path = { sku: product, serial }
      const unit = await unwrap(api.GET('/v1/products/{sku}/units/{serial}', { params: { path } }))
      await navigate({ to: '/units/$id', params: { id: String(unit.id) } })
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <Anchor component="button" type="button" inherit onClick={() => void open()}>
      <Mono>{serial}</Mono>
    </Anchor>
  )
}
