import type { Ask, OkOf, previewMove as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { membershipTypes, Offers, offersQuery } from '../../patrons/index.ts'
import type { Encoding } from '../read/encoding.rules.ts'
import { headerOf, recordsOf } from '../read/file.ts'
import { compileGive, type Draft, type ReadRow, type Tables } from '../read/row.rules.ts'
import { BranchWord, branchWords } from '../run/facts.store.ts'
import { tableOf } from '../run/run.ts'
import { asking, readFile } from './files.ts'
import { mappingFault } from './mapping.rules.ts'

const SHOWN = 12
/** So far a preview looks for words that no table knows yet. */
const LOOKED = 20_000
const MOST_WORDS = 60

/**
 * The first rows of a file, read by a mapping that is still being made. Only the fields of the allow-list are read, so
 * nothing else can be seen; and the words that no table knows are told, since somebody has to say what they mean.
 */
export async function previewMove(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<OkOf<typeof op> | Refusal> {
  const found = await readFile(ctx, params.move_id, Number(params.file_no))
  if (!found) return refuse('not_found')
  const give = body.map.gives[body.give]
  const fault = mappingFault({ system: '', files: [body.map], codes: body.codes })
  if (fault !== null || !give || give.kind === 'titles')
    return refuse('mapping_invalid', { field: fault ?? 'give' })
  const { file } = found
  if (!file.looked || file.format !== 'csv') return refuse('move_file_cut')
  const tables = await tablesFor(ctx)
  const words = new Map<string, { field: string; word: string; count: number }>()
  const note = (field: string, word: string) => {
    const known = words.get(`${field}\n${word}`) ?? { field, word, count: 0 }
    if (words.size < MOST_WORDS || known.count > 0)
      words.set(`${field}\n${word}`, { ...known, count: known.count + 1 })
  }
  const rows: Draft[] = []
  let read: ReadRow | null = null
  let seen = 0
  const form = {
    encoding: body.map.encoding ?? ((file.encoding ?? 'utf-8') as Encoding),
    delimiter: body.map.delimiter ?? file.delimiter ?? ',',
  }
  for await (const records of recordsOf(asking(ctx), file, form)) {
    for (const record of records) {
      if (!read) read = compileGive(give, { header: headerOf(record.cells), codes: body.codes, tables }, note)
      else {
        const draft = read(record)
        if (draft && rows.length < SHOWN) rows.push(draft)
        seen++
      }
    }
    if (seen > LOOKED) break
  }
  return {
    rows: rows.map(r => shown(r, tables)),
    unknown: [...words.values()].toSorted((a, b) => b.count - a.count),
  }
}

async function tablesFor(ctx: StaffCtx): Promise<Tables & { readonly names: ReadonlyMap<string, string> }> {
  const [branches = [], offers = []] = await asking(ctx)([branchWords(ctx.actor.library_id), offersQuery])
  const all = allOf(BranchWord, branches)
  return {
    branches: tableOf(all),
    names: new Map(all.map(b => [b.branch_id, b.name])),
    membership_types: new Set(membershipTypes(shaped(Offers, offers[0]).membership_types).map(t => t.type)),
  }
}

/** Only the check digits of a national number are shown, here as everywhere. */
const masked = (text: string): string => `•••••••••${text.replace(/\D/g, '').slice(-2)}`

const shown = (
  { line_no, values, refused, left_out }: Draft,
  { names }: { readonly names: ReadonlyMap<string, string> },
): OkOf<typeof op>['rows'][number] => ({
  line_no,
  values: Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === 'national_number') return [name, masked(String(value))]
      return [name, name === 'branch' ? (names.get(String(value)) ?? String(value)) : String(value)]
    }),
  ),
  refused,
  left_out: [...left_out],
})
