import * as fc from 'fast-check'

const times = Number(process.env['SOAK_TIMES'] ?? 1)
const seed = Number(process.env['SOAK_SEED'] ?? 1)
const USUAL = 100

type Check = (property: fc.IRawProperty<unknown, boolean>, parameters?: fc.Parameters<unknown>) => unknown

/** As in fast-check, with many times the cases, under the seed of the round. */
const longer: Check = (property, parameters = {}) =>
  fc.assert(property, { ...parameters, numRuns: (parameters.numRuns ?? USUAL) * times, seed })
export const assert = longer as typeof fc.assert

export * from 'fast-check'
const all = { ...fc, assert }
// oxlint-disable-next-line import/no-default-export -- fast-check has one
export default all
