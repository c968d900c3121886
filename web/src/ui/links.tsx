// Links to the things of the ledger, always the same way. Plain anchors that tell the router, because lists are full of them: a link that
// watches where the router is costs more than the row it stands in.
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import classes from './links.module.css'
import { Mono } from './Texts'

/** A hand that wants a new tab or window gets it from the browser. */
const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** `folder` is a page of app/routes.tsx, `name` what stands behind it in the address. */
function ThingLink({ folder, name, children }: { folder: string; name: string; children: ReactNode }) {
  const router = useRouter()
  const href = `/${folder}/${encodeURIComponent(name)}`
  const go = (event: MouseEvent) => {
    if (event.defaultPrevented || !isPlain(event)) return
    event.preventDefault()
    router.history.push(href)
  }
  const prepare = () => void router.preloadRoute({ to: href as '/' }) // the path is whole: nothing is left to fill in
  return (
    <a className={classes.link} href={href} onClick={go} onPointerEnter={prepare} onFocus={prepare}>
      {children}
    </a>
  )
}

export function UnitLink({ id, children }: { id: number; children: ReactNode }) {
  return (
    <ThingLink folder="units" name={String(id)}>
      <Mono>{children}</Mono>
    </ThingLink>
  )
}

export function ProductLink({ sku, children }: { sku: string; children?: ReactNode }) {
  return (
    <ThingLink folder="products" name={sku}>
      {children ?? <Mono>{sku}</Mono>}
    </ThingLink>
  )
}

export function LocationLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <ThingLink folder="locations" name={code}>
      {children ?? <Mono>{code}</Mono>}
    </ThingLink>
  )
}

export function PartyLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <ThingLink folder="parties" name={code}>
      {children ?? <Mono>{code}</Mono>}
    </ThingLink>
  )
}

export function PackageLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <ThingLink folder="packages" name={code}>
      {children ?? <Mono>{code}</Mono>}
    </ThingLink>
  )
}

export function EventLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <ThingLink folder="events" name={id}>
      {children}
    </ThingLink>
  )
}
