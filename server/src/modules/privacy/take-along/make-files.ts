import type { JobCtx } from '../../../base/job.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import { pageOf } from '../../../base/document/page.ts'
import type { Paper } from '../../../base/document/paper.ts'
import { pdfOf } from '../../../base/document/pdf.ts'
import { decrypt, encrypt } from '../../../base/keys.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { nationalNumberIs } from '../../patrons/index.ts'
import { ControllerRow, controllerRow } from '../cases/case.store.ts'
import { insertFile } from '../cases/files.store.ts'
import { fileUntil } from '../cases/show-case.ts'
import { aboutFile } from '../cases/words.rules.ts'
import {
  everyValue,
  type FileOf,
  type Gathered,
  movable,
  picked,
  portable,
  withoutStaff,
} from './file.rules.ts'
import { gather, GatheredRow, HeadRow, libraryOf, RecipientRow, recipientRows } from './gather.store.ts'
import { report } from './report.rules.ts'
import { sections } from './sections.rules.ts'

/** All that is kept of one person at one library, as the sections name it. */
export async function gatherPerson(ctx: JobCtx, tx: Tx, patron_id: string): Promise<Gathered> {
  const names = Object.keys(sections)
  const rows = await tx.more(names.map(name => queryOf(name, patron_id)))
  return Object.fromEntries(
    names.map((name, no) => {
      const section = sections[name]
      const found = allOf(GatheredRow, rows[no] ?? [])
      return [name, section ? found.map(({ row }) => withoutStaff(picked(section, opened(ctx, row)))) : []]
    }),
  )
}
function queryOf(name: string, patron_id: string): Query {
  const query = gather[name]
  if (!query) throw new Error(`nothing leads from ${name} to a person`)
  return query(patron_id)
}
/** The number is the person's own: in the file it stands in clear, and the file is encrypted. */
const opened = (ctx: JobCtx, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  typeof row['national_number'] === 'string'
    ? { ...row, national_number: decrypt(ctx.keys, row['national_number'], nationalNumberIs) }
    : row

export interface Wanted {
  readonly case_id: string
  readonly library_id: string
  readonly patron_id: string
  readonly number: string
}

/** What the files are made of. */
async function written(
  tx: Tx,
  of: Wanted & { readonly made_on: Day; readonly gathered: Gathered },
): Promise<{ whole: FileOf; paper: Paper }> {
  const { made_on, gathered, number } = of
  const [library = [], who = [], recipients = []] = await tx.more([
    libraryOf(of.library_id),
    controllerRow,
    recipientRows,
  ])
  const whole = { made_on, library_name: shaped(HeadRow, library[0]).library_name, gathered }
  const controller = shaped(ControllerRow, who[0])
  return {
    whole,
    paper: report({ ...whole, number, controller, recipients: allOf(RecipientRow, recipients) }),
  }
}

/**
 * The report to read and the file to take along of one case, as statements that keep them encrypted for thirty days
 * (AVG art. 15(3), 20(1)).
 */
export async function makeFiles(ctx: JobCtx, tx: Tx, of: Wanted): Promise<Query[]> {
  const gathered = await gatherPerson(ctx, tx, of.patron_id)
  const { whole, paper } = await written(tx, { ...of, made_on: dayOf(ctx.now), gathered })
  const keep = (
    kind: 'report' | 'portability' | 'csv',
    name: string,
    mime: string,
    content: string | Buffer,
  ): Query =>
    insertFile(
      {
        case_id: of.case_id,
        library_id: of.library_id,
        kind,
        name,
        mime,
        cipher: encrypt(ctx.keys, Buffer.from(content as string).toString('base64'), aboutFile(kind)),
        until: fileUntil(ctx.now),
      },
      { at: ctx.now.toString(), staff_id: null },
    )
  return [
    keep(
      'report',
      `gegevens-${of.number}.pdf`,
      'application/pdf',
      await pdfOf(paper, new Date(ctx.now.epochMilliseconds)),
    ),
    keep('report', `gegevens-${of.number}.html`, 'text/html', pageOf(paper)),
    keep(
      'portability',
      `gegevens-${of.number}.json`,
      'application/json',
      `${JSON.stringify(portable(whole), null, 2)}\n`,
    ),
    keep('csv', `gegevens-${of.number}.csv`, 'text/csv', everyValue(gathered)),
    keep('csv', `overstap-${of.number}-leners.csv`, 'text/csv', movable(gathered)),
  ]
}
