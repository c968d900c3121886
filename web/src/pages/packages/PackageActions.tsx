// What can be done with everything in the package, as the server allows it.
import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '@/app/session'
import { useWords } from '@/ui/words'
import { wholeCommands } from './tree'
import { type UnitRow, useAllowed } from './usePackage'

const CommandDialog = lazy(() => import('@/ui/command').then((module) => ({ default: module.CommandDialog })))

export function PackageActions({ code, units }: { code: string; units: UnitRow[] | undefined }) {
  const words = useWords()
  const may = useMay()
  const [command, setCommand] = useState<string | null>(null)
  const offered = wholeCommands(useAllowed(units)).filter((name) => may(`command:${name}`))
  return (
    <>
      {offered.map((name, index) => (
        <Button key={name} variant={index === 0 ? 'filled' : 'default'} onClick={() => setCommand(name)}>
          {words.command(name)}
        </Button>
      ))}
      {command ? (
        <Suspense fallback={null}>
          <CommandDialog key={command} command={command} package={code} onClose={() => setCommand(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
