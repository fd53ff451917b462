import type { MoveMapping, moveSystems } from '@kaft/contract'
import { evergreen } from './evergreen.ts'
import { koha } from './koha.ts'
import { plain } from './plain.ts'

/** What is known of each system before anybody says anything: a beginning, which the editor changes. */
export const systems: Readonly<Record<(typeof moveSystems)[number], MoveMapping>> = {
  koha,
  evergreen,
  csv: plain,
}
