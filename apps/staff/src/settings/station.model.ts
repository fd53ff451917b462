import type { changeWorkstation, listWorkstations } from '@kaft/contract/organisation'
import type { BodyOf, OkOf } from '@kaft/contract/operation'

export type Station = OkOf<typeof listWorkstations>['rows'][number]
export type StationSettings = BodyOf<typeof changeWorkstation>['settings']
type Receipt = NonNullable<StationSettings['receipt']>
type OwnLoan = NonNullable<StationSettings['own_loan_scan']>
type SameDay = NonNullable<StationSettings['same_day_scan']>

/** A workstation while somebody edits it; an empty choice follows the library. */
export interface StationForm {
  readonly name: string
  readonly branch_id: string
  readonly scanner_prefix: string
  readonly sound: boolean
  readonly volume: string
  readonly receipt: Receipt | ''
  readonly own_loan_scan: OwnLoan | ''
  readonly same_day_scan: SameDay | ''
  readonly cover_after_s: string
  readonly lock_after_s: string
}
export type StationKey = keyof StationForm

/** What the numbers may be, as the contract bounds them. */
export const bounds = {
  volume: [0, 100],
  cover_after_s: [30, 3600],
  lock_after_s: [60, 28_800],
} as const

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (words as readonly string[]).includes(value)
const text = (value: unknown, otherwise: string): string =>
  typeof value === 'number' ? String(value) : otherwise

export const receipts = ['always', 'mail', 'ask', 'never'] as const
export const ownLoans = ['ask', 'renew', 'take_back'] as const
export const sameDays = ['as_usual', 'renew', 'loan'] as const

export const stationFormOf = (station: Pick<Station, 'name' | 'branch_id' | 'settings'>): StationForm => {
  const { settings } = station
  return {
    name: station.name,
    branch_id: station.branch_id,
    scanner_prefix: typeof settings['scanner_prefix'] === 'string' ? settings['scanner_prefix'] : '',
    sound: settings['sound'] !== false,
    volume: text(settings['volume'], '60'),
    receipt: isOneOf(receipts, settings['receipt']) ? settings['receipt'] : '',
    own_loan_scan: isOneOf(ownLoans, settings['own_loan_scan']) ? settings['own_loan_scan'] : '',
    same_day_scan: isOneOf(sameDays, settings['same_day_scan']) ? settings['same_day_scan'] : '',
    cover_after_s: text(settings['cover_after_s'], '180'),
    lock_after_s: text(settings['lock_after_s'], '900'),
  }
}

/** The settings as the contract wants them, or which fields are wrong. */
export const readStation = (
  form: StationForm,
):
  | {
      readonly ok: true
      readonly name: string
      readonly branch_id: string
      readonly settings: StationSettings
    }
  | { readonly ok: false; readonly wrong: readonly StationKey[] } => {
  const within = (key: keyof typeof bounds): number | null => {
    const [least, most] = bounds[key]
    const n = /^\d{1,6}$/.test(form[key].trim()) ? Number(form[key]) : Number.NaN
    return n >= least && n <= most ? n : null
  }
  const [volume, cover_after_s, lock_after_s] = [
    within('volume'),
    within('cover_after_s'),
    within('lock_after_s'),
  ]
  const name = form.name.trim()
  const wrong: StationKey[] = [
    ...(name === '' ? (['name'] as const) : []),
    ...(form.scanner_prefix.length > 4 ? (['scanner_prefix'] as const) : []),
    ...(volume === null ? (['volume'] as const) : []),
    ...(cover_after_s === null ? (['cover_after_s'] as const) : []),
    ...(lock_after_s === null ? (['lock_after_s'] as const) : []),
  ]
  if (wrong.length > 0 || volume === null || cover_after_s === null || lock_after_s === null)
    return { ok: false, wrong }
  return {
    ok: true,
    name,
    branch_id: form.branch_id,
    settings: {
      ...(form.scanner_prefix === '' ? {} : { scanner_prefix: form.scanner_prefix }),
      sound: form.sound,
      volume,
      ...(form.receipt === '' ? {} : { receipt: form.receipt }),
      ...(form.own_loan_scan === '' ? {} : { own_loan_scan: form.own_loan_scan }),
      ...(form.same_day_scan === '' ? {} : { same_day_scan: form.same_day_scan }),
      cover_after_s,
      lock_after_s,
    },
  }
}
