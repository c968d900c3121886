// To the unit that a scan was about: its own page when this device knows which it is, otherwise the list that has it.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { knownUnits, type Scan } from '@/queue'

export function OpenUnit({ entry }: { entry: Scan }) {
  const { t } = useTranslation('queue')
  const serial = entry.body.serial ?? entry.code
  const [id, setId] = useState<number>()
  useEffect(() => {
    let gone = false
    void knownUnits(serial, entry.body.product, entry.realm).then((units) => {
      if (!gone && units.length === 1) setId(units[0]?.id)
    })
    return () => {
      gone = true
    }
  }, [serial, entry.body.product, entry.realm])
  return (
    <Button
      variant="subtle"
      renderRoot={(props) =>
        id === undefined ? (
          <Link to="/units" search={{ q: serial }} {...props} />
        ) : (
          <Link to="/units/$id" params={{ id: String(id) }} {...props} />
        )
      }
    >
      {t('refused.openUnit')}
    </Button>
  )
}
