import { withClient } from '../../base/client.ts'
import type { Db } from '../../base/db.ts'
import type { DemoSheet } from '../../doors/http/demo.ts'
import type { Ready, Server } from '../database.ts'
import { demoFacts } from './demo-facts.ts'
import { loadDemo } from './load-demo.ts'

/** Loads the demonstration the first time, and says what there is to scan and who can sign in. */
export async function openDemo(
  of: { readonly ready: Ready; readonly server: Server; readonly db: Db },
  say: (text: string) => void,
): Promise<DemoSheet> {
  const { ready, server, db } = of
  if (!ready.installation.demo_loaded) {
    await withClient(server.url, async client => {
      await client.query('set role kaft_owner')
      await loadDemo({ client, db, keys: ready.keys, say })
    })
  }
  const { sheet, ...facts } = await demoFacts(db)
  return { ...facts, codes: sheet }
}
