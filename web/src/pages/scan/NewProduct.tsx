// "New product", where a code's GTIN is of none. Loaded only there.
import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAtDesk } from './AtDesk'

const ProductDialog = lazy(() => import('./ProductDialog'))

/** code: all that was scanned. */
export default function NewProduct({ gtin, code }: { gtin: string; code: string }) {
  const { t } = useTranslation('scanned')
  const { desk } = useAtDesk()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const again = () => {
    close()
    void desk.scan(code)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('newProduct')}</Button>
      {open ? (
        <Suspense fallback={null}>
          <ProductDialog gtin={gtin} onDone={again} onClose={close} />
        </Suspense>
      ) : null}
    </>
  )
}
