import { basePersonal } from '../../../base/forget-answers.ts'
import type { Erased, ErasureStep, Personal } from '../../../base/personal.ts'
import { cataloguingPersonal } from '../../cataloguing/index.ts'
import { circulationPersonal } from '../../circulation/index.ts'
import { financePersonal } from '../../finance/index.ts'
import { messagingPersonal } from '../../messaging/index.ts'
import { movingPersonal } from '../../moving/index.ts'
import { organisationPersonal } from '../../organisation/index.ts'
import { patronsPersonal } from '../../patrons/index.ts'
import { privacyPersonal } from '../personal.ts'

/**
 * What every module says of the personal data that it holds. In this order they are erased: what leads to a record goes
 * before the record.
 */
export const personals: readonly Personal[] = [
  basePersonal,
  cataloguingPersonal,
  movingPersonal,
  messagingPersonal,
  circulationPersonal,
  financePersonal,
  privacyPersonal,
  organisationPersonal,
  patronsPersonal,
]

export const stepsOf = (who: Erased): readonly ErasureStep[] => personals.flatMap(p => p.erase(who))
