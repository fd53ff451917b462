import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { eachAwakeLibrary, type JobCtx } from '../../../base/job.ts'
import type { Mailer } from '../../../base/mail.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { mailSearchNews, type SearchNewsMail } from '../../cataloguing/index.ts'
import { searchNewsText } from './search-news.rules.ts'

/** Asked anew before each mail: what is switched off is off at once. */
const mayMail = async (ctx: JobCtx): Promise<boolean> =>
  runsIn((await transact(ctx, tx => tx.first([couplingRuns('mail', ctx.now)])))[0])

/** Mails staff what is new for the searches that they follow, once an evening, where mail was approved. */
export async function sendSearchNews(ctx: JobCtx, mailer: Mailer | null, site: string): Promise<void> {
  if (mailer === null || !(await mayMail(ctx))) return
  const send = async (mail: SearchNewsMail) => {
    if (!(await mayMail(ctx))) return null
    const link = `${site}/catalogus/zoekopdrachten/${mail.search_id}`
    const { subject, text } = searchNewsText(mail, link, mail.language)
    return mailer.send({
      to: mail.to,
      from_name: mail.library_name,
      subject,
      text,
      id: uuid7(ctx.now),
      language: mail.language === 'en' ? 'en' : 'nl',
    })
  }
  let mails = 0
  await eachAwakeLibrary(ctx, async library_id => {
    mails += await mailSearchNews(ctx, library_id, send)
  })
  if (mails > 0)
    ctx.log('info', 'mailed staff what is new for their searches', { job: ctx.operation, rows: mails })
}
