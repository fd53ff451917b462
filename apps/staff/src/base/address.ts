import { useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Goes to an address of `paths`, what stands behind its question mark included. */
export const useGo = (): ((to: string, how?: { replace?: boolean }) => void) => {
  const navigate = useNavigate()
  return useCallback(
    (to, how = {}) => {
      void navigate({ href: to, replace: how.replace === true })
    },
    [navigate],
  )
}

/** A part of the path, such as `patron_id` of `/leners/$patron_id`. */
export const usePart = (name: string): string => {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return params[name] ?? ''
}

/** What stands behind the question mark. */
export const useAsked = (): URLSearchParams => new URLSearchParams(useLocation({ select: l => l.searchStr }))

/** Changes parts behind the question mark; null takes one away. The former address is replaced unless `keep`. */
export const useAsk = (): ((changes: Readonly<Record<string, string | null>>, keep?: boolean) => void) => {
  const go = useGo()
  const { pathname, searchStr } = useLocation()
  return useCallback(
    (changes, keep = false) => {
      const next = new URLSearchParams(searchStr)
      for (const [name, value] of Object.entries(changes))
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
      go(next.size === 0 ? pathname : `${pathname}?${next}`, { replace: !keep })
    },
    [go, pathname, searchStr],
  )
}
