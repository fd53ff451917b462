/** What a row, card or panel can be. Each state has a colour, an icon and a word; never a colour alone. */
export const states = ['ok', 'ask', 'stop', 'move', 'hold', 'offline'] as const
export type State = (typeof states)[number]

/** Colours of one theme, as `#rrggbb`. The same names stand in `tokens.css` as `--k-…`. */
export interface Colours {
  readonly canvas: string
  readonly surface: string
  readonly sunken: string
  readonly ink: string
  readonly 'ink-2': string
  readonly 'ink-3': string
  readonly line: string
  readonly 'line-strong': string
  readonly accent: string
  readonly 'accent-hover': string
  readonly 'on-accent': string
  readonly ok: string
  readonly 'ok-soft': string
  readonly ask: string
  readonly 'ask-soft': string
  readonly stop: string
  readonly 'stop-soft': string
  readonly move: string
  readonly 'move-soft': string
  readonly hold: string
  readonly 'hold-soft': string
  readonly focus: string
}

export const light: Colours = {
  canvas: '#F6F5F2',
  surface: '#FFFFFF',
  sunken: '#EDEBE6',
  ink: '#1C1B1A',
  'ink-2': '#57534E',
  'ink-3': '#6B6660',
  line: '#D9D5CD',
  'line-strong': '#85807A',
  accent: '#1F4E8C',
  'accent-hover': '#173C6D',
  'on-accent': '#FFFFFF',
  ok: '#1B6B3A',
  'ok-soft': '#E2F3E8',
  ask: '#8A4B00',
  'ask-soft': '#FDF0D9',
  stop: '#B3261E',
  'stop-soft': '#FBE6E4',
  move: '#0F5F73',
  'move-soft': '#DFF1F5',
  hold: '#6A3AA6',
  'hold-soft': '#EFE7F9',
  focus: '#0B57D0',
}

export const dark: Colours = {
  canvas: '#141517',
  surface: '#1D1F22',
  sunken: '#101113',
  ink: '#F1F0EE',
  'ink-2': '#BDB9B3',
  'ink-3': '#9C9892',
  line: '#33363B',
  'line-strong': '#7C828B',
  accent: '#8AB6F0',
  'accent-hover': '#A9CAF5',
  'on-accent': '#0E1A2B',
  ok: '#7FD19B',
  'ok-soft': '#16301F',
  ask: '#F2B866',
  'ask-soft': '#37270F',
  stop: '#FF9A91',
  'stop-soft': '#411A17',
  move: '#7CCBDD',
  'move-soft': '#12303A',
  hold: '#C9A8F5',
  'hold-soft': '#2C2040',
  focus: '#FFD54A',
}

/** Distances in pixels at the default font size; a grid of 4. */
export const space = { 1: 4, 2: 8, 3: 12, 4: 16, 6: 24, 8: 32, 12: 48 } as const

/** Sizes of type in pixels at the default font size: `[size, line height]`. The CSS writes them in rem. */
export const typeScale = {
  staff: { xs: [12, 16], sm: [14, 20], md: [16, 24], lg: [20, 28], xl: [28, 34], '2xl': [40, 46] },
  reader: { xs: [14, 20], sm: [16, 24], md: [18, 28], lg: [22, 30], xl: [30, 38], '2xl': [36, 44] },
  kiosk: { sm: [22, 30], md: [26, 36], lg: [32, 42], xl: [44, 54], '2xl': [64, 72] },
} as const

export const weight = { regular: 400, label: 500, strong: 650 } as const
export const radius = { control: 6, panel: 10, spine: 0 } as const
/** Nothing appears slower than this, and a scan row at once. */
export const appear_ms = 120
