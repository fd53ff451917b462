import { listBranches } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'
import { useRead } from '../base/hooks.ts'
import { useSession } from '../base/session.ts'

export type Branch = OkOf<typeof listBranches>['rows'][number]

/** The branches of the own library, with their hours; and how the reading goes. */
export const useOwnBranches = () => {
  const { library_id } = useSession()
  const read = useRead(listBranches, {})
  return { ...read, data: read.data?.rows.filter(branch => branch.library_id === library_id) }
}
