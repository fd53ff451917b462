import type { Static } from 'typebox'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import type { MailOutcome } from '../../../base/mail.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { claimNews, refuseNews, ToMail, toMail, unclaimNews } from './mail.store.ts'
import { NewsCount, newsCount, NewsRow, newsPage, upToNow, UpTo } from './news.store.ts'
import { understood } from './understood.ts'

/** What a mail tells of one kept search. */
export interface SearchNewsMail {
  readonly search_id: string
  readonly name: string
  readonly library_name: string
  readonly to: string
  readonly language: string
  readonly news: Static<typeof NewsCount>
  /** The last of them. */
  readonly titles: readonly Pick<Static<typeof NewsRow>, 'title' | 'author' | 'came'>[]
}
/** Sends one; null where mail may not go now, and then nothing more is asked. */
type Send = (mail: SearchNewsMail) => Promise<MailOutcome | null>

const BATCH = 50
const TITLES = 10

interface From {
  readonly library_id: string
  readonly of: ToMail
  readonly now: string
}
/** The news of one search since it was last told, claimed so that it is told once; null where there is none. */
async function claimed(tx: Tx, from: From) {
  const found = await newsSince(tx, from)
  if (found === null) return null
  const [rows = []] = await tx.more([claimNews(from.of, found.upTo)])
  return rows.length === 0 ? null : found
}

async function newsSince(tx: Tx, { library_id, of, now }: From) {
  const at = { library_id, branch_id: of.branch_id }
  const ask = (queries: Parameters<Tx['more']>[0]) => tx.more(queries)
  const search = await understood(ask, of.asks)
  if (search === null) return null
  const paged = newsPage(search, at, { since: of, after: null, rows: TITLES })
  const said = await tx.more([upToNow(now), ...paged, ...newsCount(search, at, of)])
  const news = shaped(NewsCount, said.at(-1)?.[0])
  if (news.came + news.changed === 0) return null
  const titles = allOf(NewsRow, said[paged.length] ?? []).slice(0, TITLES)
  return { upTo: shaped(UpTo, said[0]?.[0]), news, titles }
}

/**
 * Tells by mail what is new, to everybody of a library who asked for that. Each is claimed before it is sent and nobody is told twice: a run
 * that was cut off goes on where it was, and whoever died in between a claim and its mail finds the news on the screen.
 * @returns how many mails went
 */
export async function mailSearchNews(ctx: JobCtx, library_id: string, send: Send): Promise<number> {
  let sent = 0
  for (let after = { search_id: '0', staff_id: '0' }; ; ) {
    const rows = await inLibrary(ctx, library_id, async tx =>
      allOf(ToMail, (await tx.first([toMail(library_id, { after, most: BATCH })]))[0] ?? []),
    )
    for (const row of rows) {
      ctx.signal.throwIfAborted()
      const outcome = await one(ctx, { library_id, row, send })
      if (outcome === null) return sent
      if (outcome === 'sent') sent++
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return sent
    after = { search_id: last.search_id, staff_id: last.staff_id }
  }
}

async function one(
  ctx: JobCtx,
  { library_id, row, send }: { library_id: string; row: ToMail; send: Send },
): Promise<MailOutcome | 'nothing' | null> {
  const found = await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    const said = await claimed(tx, { library_id, of: row, now: ctx.now.toString() })
    await tx.last([])
    return said
  })
  if (found === null) return 'nothing'
  const { search_id, name, library_name, mail_to, language } = row
  const { news, titles } = found
  const outcome = await send({ search_id, name, library_name, to: mail_to, language, news, titles })
  if (outcome === 'sent') return outcome
  await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    await tx.last([outcome === 'refused' ? refuseNews(row) : unclaimNews(row)])
  })
  return outcome === 'later' ? null : outcome
}
