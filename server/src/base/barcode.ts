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
