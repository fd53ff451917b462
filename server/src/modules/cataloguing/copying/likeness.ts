import type { CopyHit, ImportRules } from '@kaft/contract'
import type { MarcRecord } from '@kaft/marc'
import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { weigh } from '../import/match.rules.ts'
import { CandidateRow, candidatesOf } from '../import/match.store.ts'
import { titleRow } from '../import/title-row.ts'
import { numbersBorne } from './copied.rules.ts'

/**
 * By what a title is taken for the same when a person copies it: a number or an ISBN alone, or title and author, or a title with
 * year and material. Lower than an import would dare, since somebody looks.
 */
const RULES: Pick<ImportRules, 'match' | 'threshold'> = {
  match: [
    { point: 'number', weight: 60 },
    { point: 'isbn', weight: 60 },
    { point: 'title', weight: 30 },
    { point: 'author', weight: 20 },
    { point: 'year', weight: 10 },
    { point: 'material', weight: 10 },
  ],
  threshold: 50,
}
const MOST = 10

/** For each record the titles here that may be the same, by the matching of the import; the likeliest first. */
export async function likenesses(
  ask: (queries: readonly Query[]) => Promise<Row[][]>,
  records: readonly MarcRecord[],
): Promise<CopyHit['here'][]> {
  const described = records.map(record => {
    const row = titleRow(record, null)
    return 'reason' in row ? null : { ...row, numbers: [...numbersBorne(record)], isbns: row.numbers }
  })
  const looked = described.flatMap((d, place) =>
    d ? [{ place, isbns: d.isbns, numbers: d.numbers, title: d.title }] : [],
  )
  if (looked.length === 0) return records.map(() => [])
  const [rows = []] = await ask([candidatesOf(looked, { titles: true })])
  const by = Map.groupBy(allOf(CandidateRow, rows), c => c.place)
  return described.map((d, place) => {
    if (!d) return []
    const weighed = (by.get(place) ?? []).map(c => ({
      title_id: c.title_id,
      title: c.title,
      author: c.author,
      year: c.year,
      material: c.material,
      weight: weigh(d, { ...c, numbers: [c.control_number] }, RULES.match),
    }))
    return weighed
      .filter(c => c.weight >= RULES.threshold)
      .toSorted((a, b) => b.weight - a.weight || Number(a.title_id) - Number(b.title_id))
      .slice(0, MOST)
  })
}
