import { allOf } from '../../../base/row.ts'
import type { JobCtx } from '../../../base/job.ts'
import type { Query } from '../../../base/sql.ts'
import { send } from './batch.ts'
import { dropBareTitles } from './drop-bare.ts'
import { Marked, markedAfter } from './gone.store.ts'

const STRETCH = 500

/** Takes out titles that their source dropped, once no library has them and nobody awaits them. @returns how many */
export async function dropMarked(ctx: JobCtx): Promise<number> {
  const client = await ctx.db.bulk.connect()
  const more = async (queries: readonly Query[]) => {
    const all = []
    for (const query of queries) all.push(await send(client, query))
    return all
  }
  try {
    let [gone, after] = [0, '0']
    for (;;) {
      ctx.signal.throwIfAborted()
      const ids = allOf(Marked, await send(client, markedAfter(after, STRETCH))).map(m => m.title_id)
      if (ids.length === 0) return gone
      gone += (await dropBareTitles({ more }, ids, ctx.now.toString())).length
      after = ids.at(-1) ?? after
    }
  } finally {
    client.release()
  }
}
