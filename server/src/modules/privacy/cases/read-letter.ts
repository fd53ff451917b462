import type { Ask, OkOf, readCaseLetter as op } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Paper } from '../../../base/document/paper.ts'
import { pdfOf } from '../../../base/document/pdf.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { letterToPrint, PrintedLetter } from './case.store.ts'
import { longDay } from '../../../base/document/letter.rules.ts'

/** The lines of an address as it is kept: name, street, place. */
export const addressed = ({ name, address }: Pick<PrintedLetter, 'name' | 'address'>): readonly string[] =>
  [name, ...(address ?? '').split(/,\s+|\n/)].flatMap(line => line?.trim() || [])

const paperOf = (letter: PrintedLetter): Paper => ({
  lang: 'nl-BE',
  title: letter.subject,
  address: addressed(letter),
  day: longDay(dayOf(Temporal.Instant.from(letter.made_at))),
  opening: [{ kind: 'text', text: letter.body }],
  parts: [],
})

/** A letter of a request as people get it; of who was erased there is none left. */
export async function readCaseLetter(
  ctx: StaffCtx,
  { params }: Pick<Ask<typeof op>, 'params'>,
): Promise<Answer<OkOf<typeof op>>> {
  const letter = await transact(ctx, async tx => {
    const [rows = []] = await tx.first([letterToPrint(params.case_id, params.letter_id)])
    const found = oneOf(PrintedLetter, rows)
    tx.seen(found?.patron_id ?? null, found ? 'seen' : 'refused')
    return found
  })
  if (letter === null) return refuse('not_found')
  const made = await pdfOf(paperOf(letter), new Date(letter.made_at))
  const name = `brief-${params.case_id}-${params.letter_id}.pdf`
  return { name, mime: 'application/pdf', base64: made.toString('base64') }
}
