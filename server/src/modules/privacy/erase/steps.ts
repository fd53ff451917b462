import { basePersonal } from '../../../base/forget-answers.ts'
import type { Erased, ErasureStep, Personal } from '../../../base/personal.ts'
import { acquisitionsPersonal } from '../../acquisitions/index.ts'
import { cataloguingPersonal } from '../../cataloguing/index.ts'
import { circulationPersonal } from '../../circulation/index.ts'
import { financePersonal } from '../../finance/index.ts'
import { messagingPersonal } from '../../messaging/index.ts'
import { organisationPersonal } from '../../organisation/index.ts'
import { patronsPersonal } from '../../patrons/index.ts'
import { privacyPersonal } from '../personal.ts'

/**
 * What every module says of the personal data that it holds. In this order they are erased: what leads to a record goes
 * before the record.
 * @param above modules that stand on this one, and so are handed in from where all of them are wired
 */
export const personalsWith = (above: readonly Personal[]): readonly Personal[] => [
  basePersonal,
  acquisitionsPersonal,
  cataloguingPersonal,
  ...above,
  messagingPersonal,
  circulationPersonal,
  financePersonal,
  privacyPersonal,
  organisationPersonal,
  patronsPersonal,
]

export const stepsOf = (above: readonly Personal[], who: Erased): readonly ErasureStep[] =>
  personalsWith(above).flatMap(p => p.erase(who))
