import { openDb } from '../../base/db.ts'
import { reindexNow } from '../../modules/cataloguing/index.ts'
import { type Command, misused, withDatabase } from './command.ts'

export const reindex: Command = {
  name: 'reindex',
  usage: '',
  summary:
    'Build the index of search anew beside the present one, also while Kaft is in use; cut off, it goes on the next time.',
  run: async call => {
    if (call.words.length > 0) throw misused(reindex, 'It takes no words')
    await withDatabase(call, async ({ ready }) => {
      const db = openDb({
        connection: { connectionString: ready.urlFor('kaft_jobs') },
        deskSize: 1,
        bulkSize: 3,
      })
      const began = performance.now()
      try {
        const { titles } = await reindexNow({
          db,
          now: Temporal.Now.instant(),
          signal: new AbortController().signal,
          onProgress: p => call.note(`${p.state}: ${p.titles} titles`),
        })
        call.say(`${titles} titles were indexed in ${Math.round((performance.now() - began) / 1000)} s.`)
      } finally {
        await db.close()
      }
    })
  },
}
