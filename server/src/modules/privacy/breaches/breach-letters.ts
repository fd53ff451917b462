import type { Ask, breachLetters as op, OkOf } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { pdfOfAll } from '../../../base/document/pdf.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { ControllerRow, controllerRow } from '../cases/case.store.ts'
import { breachLetter } from './breach-letter.rules.ts'
import { lettersOf, MOST_LETTERS, ToldRow } from './breach-letter.store.ts'
import { BreachRow, breachRow } from './breach.store.ts'

/** The letters of a breach as one tagged PDF, each on paper of its own: of one person, or of all of them in turns. */
export async function breachLetters(
  ctx: StaffCtx,
  { params, query }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { breach_id } = params
  const read = await transact(ctx, async tx => {
    const [breaches = [], who = [], people = []] = await tx.first([
      breachRow(breach_id),
      controllerRow,
      lettersOf(breach_id, { today: dayOf(ctx.now), ...query }),
    ])
    const breach = oneOf(BreachRow, breaches)
    const found = allOf(ToldRow, people)
    const page = found.slice(0, MOST_LETTERS)
    for (const { patron_id } of page) tx.seen(patron_id)
    if (page.length === 0) tx.seen(null, 'refused')
    return { breach, controller: shaped(ControllerRow, who[0]), page, more: found.length > MOST_LETTERS }
  })
  const { breach, controller, page, more } = read
  if (breach === null) return refuse('not_found')
  if (breach.letter === null || page.length === 0) return refuse('breach_no_letter')
  const { letter } = breach
  const papers = page.map(reader => breachLetter({ ...breach, letter }, reader, controller))
  const made = await pdfOfAll(papers, new Date(ctx.now.epochMilliseconds))
  const last = page.at(-1)?.patron_id ?? null
  return {
    name: `datalek-${breach_id}-${query.patron_id ?? `brieven-${page[0]?.patron_id}`}.pdf`,
    mime: 'application/pdf',
    base64: made.toString('base64'),
    letters: page.length,
    next: more ? last : null,
  }
}
