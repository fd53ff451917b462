import bwipjs from 'bwip-js'

interface Bars {
  /** Widths in modules: bar, space, bar, space … */
  readonly sbs: readonly number[]
}

/** The widths of the bars and spaces of a Code 128 symbol (ISO/IEC 15417), in modules; a bar comes first. */
export function code128(text: string): readonly number[] {
  const [bars] = bwipjs.raw({ bcid: 'code128', text }) as unknown as readonly Bars[]
  return bars?.sbs ?? []
}

interface Squares {
  /** Row by row: 1 is dark. */
  readonly pixs: readonly number[]
  readonly pixx: number
}

/** A QR code (ISO/IEC 18004) as squares: so many to a side, and an SVG path that draws the dark ones. Nobody else makes it. */
export function qrCode(text: string): { size: number; path: string } {
  const [code] = bwipjs.raw({ bcid: 'qrcode', text, eclevel: 'M' } as never) as unknown as readonly Squares[]
  if (!code) throw new Error('no QR code came')
  const size = code.pixx
  const rows = Array.from({ length: size }, (_, y) => code.pixs.slice(y * size, (y + 1) * size).join(''))
  const path = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  return { size, path: path.join('') }
}
