// Links to the things of the ledger, always the same way.
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Mono } from './Texts'

export function UnitLink({ id, children }: { id: number; children: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/units/$id" params={{ id: String(id) }} {...props} />} inherit>
      <Mono>{children}</Mono>
    </Anchor>
  )
}

export function ProductLink({ sku, children }: { sku: string; children?: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/products/$sku" params={{ sku }} {...props} />} inherit>
      {children ?? <Mono>{sku}</Mono>}
    </Anchor>
  )
}

export function LocationLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/locations/$code" params={{ code }} {...props} />} inherit>
      {children ?? <Mono>{code}</Mono>}
    </Anchor>
  )
}

export function PartyLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/parties/$code" params={{ code }} {...props} />} inherit>
      {children ?? <Mono>{code}</Mono>}
    </Anchor>
  )
}

export function PackageLink({ code, children }: { code: string; children?: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/packages/$code" params={{ code }} {...props} />} inherit>
      {children ?? <Mono>{code}</Mono>}
    </Anchor>
  )
}

export function EventLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/events/$id" params={{ id }} {...props} />} inherit>
      {children}
    </Anchor>
  )
}
