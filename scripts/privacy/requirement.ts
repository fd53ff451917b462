/** How a requirement is shown besides by tests that carry its number. */
interface How {
  /** Tests without the number in their name: file, and the name as it stands there. */
  readonly tests?: readonly (readonly [file: string, name: string])[]
  /** A control that no test can be, and where it is written down or recorded. */
  readonly control?: string
  /** What is not done yet; a requirement with neither test nor control says so here. */
  readonly not_yet?: string
}
export interface Requirement extends How {
  readonly p: number
  readonly says: string
}

export const S = 'server/src/'
export const M = `${S}modules/`
export const magda = `${M}patrons/magda/magda.db.test.ts`
export const messaging = `${M}messaging/messaging.db.test.ts`
export const staff = `${M}organisation/staff/`
export const briefing = `${M}organisation/briefing/`
export const signIn = `${M}organisation/sign-in/sign-in.db.test.ts`
export const moving = `${M}moving/steer/move-in.db.test.ts`
export const walls = 'tests/house/walls.db.test.ts'

export const r = (p: number, says: string, how: How = {}): Requirement => ({ p, says, ...how })
export const test = (file: string, name: string): How => ({ tests: [[file, name]] })
