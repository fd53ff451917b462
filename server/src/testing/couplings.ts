import type { CouplingCode } from '../base/coupling.ts'
import type { World } from './world.ts'

/** Switches a coupling as whoever answers for the processing does, while `work` runs. */
export async function withoutCoupling(
  world: Pick<World, 'rows'>,
  code: CouplingCode,
  work: () => Promise<void>,
): Promise<void> {
  const set = (active: boolean) =>
    world.rows('update privacy.coupling set active = $2 where coupling = $1', [code, active])
  await set(false)
  try {
    await work()
  } finally {
    await set(true)
  }
}
