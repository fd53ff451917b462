/** The shapes of the files in demo/data, before anything that is relative to the day of loading is resolved. */

export type DayType = 'normaal' | 'boetevrij' | 'gesloten' | 'vakantie'
/** Four ways to say which days: one date, each year from a month and day, days from loading on, the nth weekday. */
export type DayRule = { type: DayType; note: string } & (
  | { on: string }
  | { yearly: string; until?: string }
  | { in_days: number; for_days?: number }
  | { weekday: number; week: number }
)

export type Rung = '1' | '2' | '3a' | '3b' | '3c'
export type DemoRole = { role: string; level: 'branch' | 'library' | 'consortium'; branch?: string }
export type DemoStaff = {
  login: string
  name: string
  initials: string
  badge: string
  pin: string
  roles: DemoRole[]
}
export type DemoBranch = {
  code: string
  name: string
  kind: 'hoofdbibliotheek' | 'filiaal' | 'bibbus'
  address: string
  /** How many items the branch gets. */
  items: number
  workstations: string[]
  opening_hours: { weekday: number; opens: string; closes: string }[]
  exceptional_days: DayRule[]
}
export type DemoLibrary = {
  code: string
  name: string
  municipality: string
  postcode: string
  /** The pattern that its regulation starts from. */
  regulation: string
  patrons: number
  branches: DemoBranch[]
  staff: DemoStaff[]
}
export type DemoAgreement = {
  name: string
  rung: Rung
  members: string[]
  starts_days_ago: number
  shares_fee: boolean
  shares_rules: boolean
  shares_patrons: boolean
  has_transport: boolean
  shares_letters: boolean
  floats: boolean
}
export type Consortium = {
  password: string
  closes_on_holidays: boolean
  libraries: DemoLibrary[]
  agreements: DemoAgreement[]
}

export type DemoCard = { code: string; state: 'active' | 'lost'; since_days_ago: number }
export type DemoPatron = {
  key: string
  library: string
  cards: DemoCard[]
  family_name: string
  given_name: string
  birth_on: string | null
  gender: 'm' | 'f' | 'x' | 'unknown'
  /** Eleven digits of the test register (month + 60), or null. */
  national_number: string | null
  street: string
  postcode: string
  municipality: string
  email: string | null
  phone: string | null
  language: 'nl' | 'fr' | 'en' | 'de'
  message_channel: 'email' | 'letter'
  keep_history: boolean
  news: boolean
  membership_type: 'volwassene' | 'jeugd' | 'klas' | 'instelling'
  fee_cents: number
  member_since_days_ago: number
  /** Negative once the membership has run out. */
  member_until_in_days: number
  note: { text: string; until_in_days: number } | null
  block: { reason: string; since_days_ago: number } | null
}

export type DemoItem = {
  library: string
  branch: string
  barcode: string
  /** Control number (001) of the title. */
  title: string
  item_type: string
  shelf: string
  call_number: string
  price_cents: number
  loanable: boolean
  state: 'in_use' | 'missing' | 'withdrawn'
  note: string | null
  acquired_days_ago: number
}

/** An item is named by library and barcode: old codes repeat between libraries. */
export type ItemKey = { library: string; barcode: string }
export type DemoLoan = {
  patron: string
  item: ItemKey
  branch: string
  lent_days_ago: number
  at: string
  renewed_days_ago: number | null
}
export type DemoHold = {
  patron: string
  title: string
  pickup_branch: string
  placed_days_ago: number
  state: 'waiting' | 'in_transit' | 'ready'
  /** The item that was set aside, and where it was; null while the hold waits. */
  item: ItemKey | null
  ready_days_ago: number | null
}
export type DemoCharge = {
  patron: string
  library: string
  kind: 'membership' | 'fine' | 'lending_fee' | 'hold' | 'card' | 'replacement' | 'other'
  amount_cents: number
  made_days_ago: number
  /** The item that it is about, if any. */
  item: ItemKey | null
  note: string | null
  /** Part of it that was paid, and how. */
  paid: { amount_cents: number; method: 'cash' | 'card'; days_ago: number } | null
}
/** What the demo sheet shows: a code to scan and what happens with it. */
export type SheetRow = {
  kind: 'card' | 'item' | 'badge' | 'crate'
  code: string
  library: string
  /** Control number of the title of an item. */
  title: string | null
  nl: string
  en: string
}
export type Activity = { loans: DemoLoan[]; holds: DemoHold[]; charges: DemoCharge[]; sheet: SheetRow[] }
