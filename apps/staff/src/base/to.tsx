import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react'
import { useGo } from './address.ts'

/** A link to an address of `paths`, question mark and all; a new tab or window works as with any link. */
export const To = ({
  to,
  children,
  ...rest
}: Omit<ComponentPropsWithRef<'a'>, 'href' | 'onClick'> & { readonly to: string }): ReactNode => {
  const go = useGo()
  const onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a {...rest} href={to} onClick={onClick}>
      {children}
    </a>
  )
}
