import {
  isUnderCeiling,
  type OidcMapping,
  oidcMapping,
  type RoleCeiling,
  type RoleCode,
  roleCeiling,
} from '@kaft/contract'

/** Settings of the centre as far as they read the claims of a provider; null where nobody set them. */
export interface Reading {
  readonly mapping: OidcMapping | null
  readonly ceiling: RoleCeiling | null
}

/** Whether somebody who signed in for an organisation may work in a library. Where none is mapped, none is checked. */
export function isOwnLibrary(org_code: string | null, library_id: string, { mapping }: Reading): boolean {
  const { libraries } = mapping ?? oidcMapping
  return (
    libraries.length === 0 ||
    libraries.some(one => one.org_code === org_code && one.library_id === library_id)
  )
}

/**
 * The roles that the provider gives in a library: those that are mapped, under the agreement's ceiling, and never the one
 * of the consortium, which only the consortium gives. Null where the provider gives none at all: then it takes none.
 */
export function rolesGiven(
  told: readonly string[],
  library_id: string,
  { mapping, ceiling }: Reading,
): RoleCode[] | null {
  const { roles } = mapping ?? oidcMapping
  if (roles.length === 0) return null
  const given = roles.filter(one => told.includes(one.claim)).map(one => one.role)
  return [...new Set(given)].filter(
    role => role !== 'consortium' && isUnderCeiling(ceiling ?? roleCeiling, library_id, role),
  )
}
