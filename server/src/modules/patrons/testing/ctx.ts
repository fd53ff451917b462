import assert from 'node:assert/strict'
import type { StaffCtx } from '../../../base/ctx.ts'
import { newRing } from '../../../base/keys.ts'
import type { Someone, World } from '../../../testing/world.ts'
import { loadSession } from '../../organisation/index.ts'
import { logAccess } from '../../privacy/index.ts'

/** What a use case is given when someone asks, for what is called by neighbours and not over HTTP. */
export async function ctxOf(world: World, as: Someone, operation: string): Promise<StaffCtx> {
  const base = {
    db: world.db,
    keys: newRing('/dev/null'),
    now: world.now,
    secret: as.secret,
    actor: null,
    source: 'desk',
    operation,
    purpose: 'functional',
    testNumbers: true,
    logAccess,
  } as const
  const open = await loadSession(base, true)
  assert.ok(open)
  return { ...base, actor: open.actor }
}
