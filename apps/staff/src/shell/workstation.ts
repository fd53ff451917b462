import type { Session } from '../base/session.ts'

/** Settings of the workstation with what holds where none was set. */
export interface WorkstationChoices {
  readonly scanner_prefix: string
  readonly sound: boolean
  readonly volume: number
  readonly cover_after_s: number
  readonly lock_after_s: number
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

export const workstationOf = (session: Pick<Session, 'workstation'>): WorkstationChoices => {
  const set = session.workstation?.settings ?? {}
  return {
    scanner_prefix: typeof set['scanner_prefix'] === 'string' ? set['scanner_prefix'] : '',
    sound: set['sound'] !== false,
    volume: numberOr(set['volume'], 60),
    cover_after_s: numberOr(set['cover_after_s'], 180),
    lock_after_s: numberOr(set['lock_after_s'], 900),
  }
}
