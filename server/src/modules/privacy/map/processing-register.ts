import type { Register } from '@kaft/contract'
import type { Personal } from '../../../base/personal.ts'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type DataMap, mapOf } from './read-map.ts'
import { registerOf } from './register.rules.ts'

/** Who decides about the processing (mission document, "Algemeen" 1). */
const controller = {
  controller: 'Cultuurconnect vzw, ondernemingsnummer 0629.858.909',
  dpo: 'dpo@cultuurconnect.be',
}

export const registerOfMap = (map: DataMap): Register => registerOf({ ...map, ...controller })

/** The register of processing of the schema that runs now. */
export const processingRegister = async (ctx: StaffCtx, above: readonly Personal[]): Promise<Register> =>
  registerOfMap(await mapOf(ctx, above))
