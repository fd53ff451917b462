import { checkCalls } from './check-calls.ts'
import { checkFloors } from './check-floors.ts'
import { checkLock } from './check-lock.ts'
import { checkMatrix } from './check-matrix.ts'
import { checkNames, checkTests } from './check-names.ts'
import { checkArguments, checkOpenApi, checkSettings } from './check-printed.ts'
import { checkFormat, checkLint, checkTypes, checkUnused } from './check-tools.ts'
import type { Check } from './check-tree.ts'
import { checkWriters } from './check-writers.ts'

/** The rules of the house that can be seen without running anything, quickest first. */
export const checks: readonly Check[] = [
  checkFormat,
  checkNames,
  checkTests,
  checkCalls,
  checkWriters,
  checkLock,
  checkOpenApi,
  checkSettings,
  checkArguments,
  checkMatrix,
  checkFloors,
  checkTypes,
  checkUnused,
  checkLint,
]
