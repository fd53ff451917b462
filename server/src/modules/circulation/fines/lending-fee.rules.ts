import type { Cents } from '../../../base/money.ts'
import type { Resolved } from '../regulation/resolve.rules.ts'

/** What lending or renewing costs at this age. Without a birth date nobody is charged as an adult on a guess. */
export const feeFor = ({ values: { lending_fee } }: Resolved, age: number | null): Cents =>
  lending_fee.from_age === undefined || (age ?? 0) >= lending_fee.from_age ? lending_fee.cents : 0
