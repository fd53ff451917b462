import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { defineTexts, useTexts } from './language.ts'
import { emitScan } from './scans.ts'

const cameraTexts = defineTexts(
  {
    on: 'Scan met de camera',
    off: 'Camera uit',
    view: 'Beeld van de camera',
    none: 'Deze browser leest geen codes met de camera. Typ de code, of gebruik een scanner.',
    refused: 'De camera mag niet gebruikt worden. Sta het toe in de browser, of typ de code.',
  },
  {
    on: 'Scan with the camera',
    off: 'Camera off',
    view: 'Image of the camera',
    none: 'This browser cannot read codes with the camera. Type the code, or use a scanner.',
    refused: 'The camera may not be used. Allow it in the browser, or type the code.',
  },
)

/** The browser's own reader of barcodes (W3C Shape Detection), where it has one. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector
const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** What stands on items, cards, crates and shelves. */
const formats = ['code_128', 'code_39', 'ean_13', 'itf', 'codabar', 'qr_code']
const everyMs = 200
/** The same code stays before the camera for a while; it is one scan. */
const sameAgainMs = 3000

export const canUseCamera = (): boolean =>
  detectorClass() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined

/** Reads codes from the picture until it is stopped. */
const readFrom = (video: HTMLVideoElement, Class: DetectorClass): (() => void) => {
  const detector = new Class({ formats })
  const last = { code: '', at: 0 }
  const look = async (): Promise<void> => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
    const [found] = await detector.detect(video).catch(() => [])
    const code = found?.rawValue.trim() ?? ''
    const now = performance.now()
    if (code === '' || (code === last.code && now - last.at < sameAgainMs)) return
    Object.assign(last, { code, at: now })
    navigator.vibrate?.(60)
    emitScan(code)
  }
  const timer = setInterval(() => void look(), everyMs)
  return () => clearInterval(timer)
}

const useCamera = (on: boolean): { video: RefObject<HTMLVideoElement | null>; refused: boolean } => {
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    const Class = detectorClass()
    if (!on || Class === undefined) return
    let stopped = false
    let stop = (): void => undefined
    const open = async (): Promise<void> => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
        const end = (): void => stream.getTracks().forEach(track => track.stop())
        if (stopped || video.current === null) return end()
        video.current.srcObject = stream
        await video.current.play().catch(() => undefined)
        const unread = readFrom(video.current, Class)
        stop = () => {
          unread()
          end()
        }
      } catch {
        setRefused(true)
      }
    }
    void open()
    return () => {
      stopped = true
      stop()
    }
  }, [on])
  return { video, refused }
}

/** A camera that scans; what it reads goes where every scan goes. Without one, a sentence that says what to do. */
export const Camera = (): ReactNode => {
  const t = useTexts(cameraTexts)
  const [on, setOn] = useState(false)
  const { video, refused } = useCamera(on)
  if (!canUseCamera()) return <p className="k-quiet">{t.none}</p>
  return (
    <div className="k-stack">
      {on && !refused && (
        <video ref={video} className="k-camera" aria-label={t.view} muted playsInline autoPlay />
      )}
      {refused && (
        <p className="k-quiet" role="alert">
          {t.refused}
        </p>
      )}
      <Button size="lg" fullWidth aria-pressed={on} onClick={() => setOn(now => !now)}>
        {on ? t.off : t.on}
      </Button>
    </div>
  )
}

/** The screen stays awake while somebody walks along the shelves with it. */
export const useAwake = (): void => {
  useEffect(() => {
    let lock: { release(): Promise<void> } | null = null
    let gone = false
    const hold = async (): Promise<void> => {
      const taken = await navigator.wakeLock?.request('screen').catch(() => null)
      if (gone) void taken?.release()
      else lock = taken ?? null
    }
    // The browser lets go of it whenever the page is out of sight.
    const again = (): void => {
      if (document.visibilityState === 'visible') void hold()
    }
    void hold()
    document.addEventListener('visibilitychange', again)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}
