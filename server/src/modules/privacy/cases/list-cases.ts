import type {
  Ask,
  findForCase as findOp,
  OkOf,
  QueryOf,
  readCaseFile as fileOp,
  readersRights as rightsOp,
  rightsCases as listOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Ctx, isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addMonths, type Day, dayOf } from '../../../base/dates.ts'
import { decrypt } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { wholeWords } from '../../patrons/index.ts'
import {
  CaseRow,
  caseRow,
  closedCases,
  ControllerRow,
  controllerRow,
  countCases,
  Counts,
  MOST_CASES,
  openCases,
} from './case.store.ts'
import { countFetch, StoredFile, storedFile } from './files.store.ts'
import { kindNames } from './letters.rules.ts'
import { findAnyone, findOwn, PersonRow } from './people.store.ts'
import { shownCase } from './show-case.ts'
import { articles } from './rights.rules.ts'
import { aboutFile } from './words.rules.ts'

type Listed = OkOf<typeof listOp>
const MOST_LATE = 500

/** Where a walk over the open cases is: `2026-11-23.118`. */
const placeOf = (after: string | undefined): { received_on: Day; case_id: string } | null => {
  const [, received_on, case_id] = /^(\d{4}-\d\d-\d\d)\.([1-9]\d{0,18})$/.exec(after ?? '') ?? []
  return received_on && case_id ? { received_on, case_id } : null
}

/** The requests in reach, those received first, first; with how many there are of each. */
export async function rightsCases(ctx: StaffCtx, query: QueryOf<typeof listOp>): Promise<Listed> {
  const today = dayOf(ctx.now)
  const { tab, after } = query
  // A term is a month at least: whoever wrote less than a month ago is not late.
  const before = addMonths(today, -1)
  const most = MOST_CASES + 1
  const page =
    tab === 'closed'
      ? closedCases(after ?? null, most)
      : openCases({
          after: placeOf(after),
          waiting: tab === 'identity',
          before: tab === 'late' ? before : null,
          most,
        })
  const [rows = [], counts = [], maybe = []] = await read(ctx, [
    page,
    countCases,
    openCases({ after: null, waiting: false, before, most: MOST_LATE }),
  ])
  const found = allOf(CaseRow, rows)
  const shown = found.slice(0, MOST_CASES)
  const last = shown.at(-1)
  const late = (row: CaseRow) => shownCase(row, today).state === 'late'
  return {
    rows: shown.filter(row => tab !== 'late' || late(row)).map(row => shownCase(row, today)),
    next:
      found.length > MOST_CASES && last
        ? tab === 'closed'
          ? last.case_id
          : `${last.received_on}.${last.case_id}`
        : null,
    counts: { ...shaped(Counts, counts[0]), late: allOf(CaseRow, maybe).filter(late).length },
  }
}

/** Whom a request is about. The officer of all libraries looks in each of them; each record that is shown is logged there. */
export const findForCase = (ctx: StaffCtx, { query }: Ask<typeof findOp>): Promise<OkOf<typeof findOp>> =>
  transact(ctx, async tx => {
    const q = query.q.trim()
    const email = q.includes('@') ? q : null
    const words = email === null ? wholeWords(q) : []
    if (email === null && words.length === 0) return { rows: [] }
    const of = { email, words }
    const central = ctx.actor.leaves.has('consortium.privacy')
    const [rows = []] = await tx.first([central ? findAnyone(of) : findOwn(of)])
    const found = allOf(PersonRow, rows)
    for (const { patron_id } of found) tx.seen(patron_id)
    return {
      rows: found.map(({ family_name, given_name, ...person }) => ({
        ...person,
        name: `${given_name} ${family_name}`,
      })),
    }
  })

interface Fetched {
  readonly file_id: string
}
/** A file of a case, in clear. That it was fetched is counted, and stands in the log of the person. */
export async function readCaseFile(
  ctx: StaffCtx,
  { params, body }: Pick<Ask<typeof fileOp>, 'params' | 'body'>,
): Promise<Answer<OkOf<typeof fileOp>>> {
  const { case_id, file_id } = params
  const today = dayOf(ctx.now)
  const said = await once<Fetched>(
    ctx,
    { ...body, entry_id: `${case_id}/${file_id}` },
    {
      facts: [caseRow(case_id), storedFile(case_id, file_id, today)],
      decide: ([rows = [], files = []], tx) => {
        const row = oneOf(CaseRow, rows)
        const file = oneOf(StoredFile, files)
        tx.seen(row?.patron_id ?? null, file ? 'seen' : 'refused')
        if (row === null || file === null) return refuse('not_found')
        return { effects: [countFetch(file_id)], answer: () => ({ file_id }) }
      },
    },
  )
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [files = []] = await read(ctx, [storedFile(case_id, file_id, today)])
  const file = oneOf(StoredFile, files)
  if (file === null) return refuse('not_found')
  const { kind, name, mime, cipher } = file
  return { file_id, name, mime, base64: decrypt(ctx.keys, cipher, aboutFile(kind)) }
}

/** What readers may ask, for a desk that shows it and a portal that offers it. */
export async function readersRights(ctx: Ctx): Promise<OkOf<typeof rightsOp>> {
  const [rows = []] = await read(ctx, [controllerRow])
  const c = shaped(ControllerRow, rows[0])
  return {
    rights: articles.map(({ kind, article }) => ({ kind, article, says: kindNames[kind] })),
    controller: `${c.name}, ${c.address} (${c.enterprise_number})`,
    dpo: `${c.dpo_name}, ${c.dpo_email}`,
    complain: [
      { name: 'Vlaamse Toezichtcommissie', url: c.vtc_url },
      { name: 'Gegevensbeschermingsautoriteit', url: c.gba_url },
    ],
  }
}
