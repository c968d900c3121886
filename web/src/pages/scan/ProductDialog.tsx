// A product for a GTIN that nobody knew, made without leaving the scan page; what was scanned is then asked again.
import { useTranslation } from 'react-i18next'
import { productFields, sendProduct } from '@/pages/products/products'
import { MasterDialog } from '@/ui/master/MasterDialog'

type Props = { gtin: string; onDone: () => void; onClose: () => void }

export default function ProductDialog({ gtin, onDone, onClose }: Props) {
  const { t } = useTranslation(['products', 'common'])
  return (
    <MasterDialog
      title={t('products:new')}
      fields={productFields(t)}
      thing={null}
      given={{ gtin }}
      send={sendProduct(null)}
      touches={['products']}
      onDone={onDone}
      onClose={onClose}
    />
  )
}
