import { residueInPages } from '../base/catalogue/residue-pages.ts'
import type { World } from './world.ts'

/** Where on the disk of the server the database of a world stands, and what of some values is left there: the files, never what is in them. */
export async function leftOnDisk(world: World, values: readonly string[]): Promise<string[]> {
  await world.rows('checkpoint')
  // The server names its folder as it sees it: by the process it is found.
  const [at] = await world.rows(
    'select pg_backend_pid()::text as pid, (select oid::text from pg_database where datname = current_database()) as oid',
  )
  const found = await residueInPages(`/proc/${at!['pid']}/cwd`, [`base/${at!['oid']}`], values)
  return found.map(({ where }) => where)
}
