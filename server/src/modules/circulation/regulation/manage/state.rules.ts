import type { RegulationHead } from '@kaft/contract'
import type { Static } from 'typebox'
import type { Day } from '../../../../base/dates.ts'

export type State = Static<typeof RegulationHead>['state']

/** What the state of a version follows from. Stored is only whether it was activated, and from which day it holds. */
export interface Version {
  readonly version_id: string
  readonly activated: boolean
  readonly starts_on: Day | null
  readonly activated_at: string | null
  readonly withdrawn_at: string | null
  /** The cooperation that it holds for; its versions follow each other, apart from those of the library alone. */
  readonly agreement_id?: string | null
}

/** The versions that follow each other with this one: those for the same library, or for the same cooperation. */
export const besides = <V extends Version>(version: Version, versions: readonly V[]): V[] =>
  versions.filter(v => (v.agreement_id ?? null) === (version.agreement_id ?? null))

const startedBy = (version: Version, day: Day): boolean =>
  version.activated && version.withdrawn_at === null && version.starts_on !== null && version.starts_on <= day

const key = (version: Version): string => `${version.starts_on ?? ''} ${version.activated_at ?? ''}`

/** The version in force on a day: of those that have started and stand, the one that started last. Null where none has. */
export const inForceOn = <V extends Version>(versions: readonly V[], day: Day): V | null =>
  versions
    .filter(v => startedBy(v, day))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .at(-1) ?? null

/**
 * The state of a version on a day. It is derived and never written: at midnight the next version is in force in
 * every process, without a job that could be late.
 */
export const stateOn = (version: Version, versions: readonly Version[], day: Day): State => {
  if (!version.activated) return 'draft'
  if (version.withdrawn_at !== null) return 'retired'
  if (!startedBy(version, day)) return 'scheduled'
  return inForceOn(besides(version, versions), day)?.version_id === version.version_id ? 'active' : 'retired'
}

/** The versions that must go for this one to hold again today; none when it holds already or never did. */
export const startedAfter = <V extends Version>(version: V, versions: readonly V[], day: Day): V[] =>
  startedBy(version, day)
    ? besides(version, versions).filter(v => startedBy(v, day) && key(v) > key(version))
    : []
