import { useEffect, useRef } from 'react'
import { createStore } from './store.ts'

/** A scan as it reached the client: the text of the code, and whether its keyboard layout had to be mended. */
export interface Scan {
  readonly code: string
  readonly decoded: boolean
  /** `performance.now()` at the moment of the scan. */
  readonly at: number
}
type Handler = (scan: Scan) => void

const handlers: { readonly current: Handler }[] = []
const fallback: { current: Handler } = { current: () => undefined }
/** Told when a scan had to be decoded, so that the workstation hears it once. */
export const decodedScans = createStore(0)

/** The shell says what happens to a scan that the screen has no use for. */
export const onUnusedScan = (handler: Handler): void => {
  fallback.current = handler
}

/** For a screen that sees that a scan is of no use to it: what was scanned opens beside it. */
export const passScanOn = (scan: Scan): void => fallback.current(scan)

/** Hands a scan to the screen that is open. The scanner, the click-to-scan tray and the camera all end here. */
export const emitScan = (code: string, decoded = false): void => {
  if (decoded) decodedScans.set(count => count + 1)
  const handler = handlers.at(-1) ?? fallback
  handler.current({ code, decoded, at: performance.now() })
}

/** The open screen takes the scans; the layer that opened last comes first. */
export const useScans = (handler: Handler): void => {
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => {
    const entry = latest
    handlers.push(entry)
    return () => {
      handlers.splice(handlers.indexOf(entry), 1)
    }
  }, [])
}
