import type { BulkLine } from '@kaft/contract/bulk'
import type { Formats } from '../base/format.ts'
import { kindName } from '../base/kinds.ts'
import type { Language } from '../base/language.ts'
import { findingText } from '../base/problem-text.ts'
import { differences } from './change.model.ts'
import type { BulkTexts } from './texts/index.ts'

/** What turns ids, days and codes of a row into words. */
export interface LineSpeech {
  readonly t: BulkTexts
  readonly f: Pick<Formats, 'dayShort' | 'dayYear' | 'money'>
  readonly lang: Language
  readonly branch: (branch_id: string) => string
}

/** The same for paper and spreadsheets, which are looked at in another year too. */
export const lasting = (speech: LineSpeech): LineSpeech => ({
  ...speech,
  f: { ...speech.f, dayShort: speech.f.dayYear },
})

type Value = string | number | boolean | null
const isDay = (value: Value): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

function valueWords(key: string, value: Value, { t, f, lang, branch }: LineSpeech): string {
  if (value === null || value === '') return t.values['none'] ?? ''
  if (typeof value === 'boolean') return (value ? t.values['yes'] : t.values['no']) ?? ''
  const text = String(value)
  if (key.endsWith('_cents')) return f.money(Number(value))
  if (isDay(value)) return f.dayShort(value)
  if (key === 'branch_id' || key === 'pickup_branch_id') return branch(text)
  if (key === 'item_type') return kindName(text, lang)
  if (key === 'mark_id') return t.values['yes'] ?? ''
  return key === 'state' ? (t.values[text] ?? text) : text
}

/** "inleverdatum wo 23 dec." for each key that differs; the word of the key only where several do. */
export function sideWords(line: BulkLine, side: 'before' | 'after', speech: LineSpeech): string {
  if (side === 'after' && line.after === null) return ''
  const all = differences(line)
  return all
    .filter(one => side === 'after' || !one.key.endsWith('_cents'))
    .filter(one => one.key !== 'renewals' || all.length === 1 || side === 'after')
    .map(
      one =>
        `${all.length > 1 ? `${speech.t.keys[one.key] ?? one.key} ` : ''}${valueWords(one.key, one[side], speech)}`,
    )
    .join(' · ')
}

/** Why nothing happens with a row, or why it could not be taken back. */
export const whyWords = (line: BulkLine, lang: Language): string =>
  line.why === null ? '' : findingText({ code: line.why, about: line.about ?? {} }, lang)

/** The row as it stands in a spreadsheet or on paper. */
export const rowWords = (line: BulkLine, speech: LineSpeech): string[] => [
  String(line.line_no),
  line.label ?? line.code ?? '',
  sideWords(line, 'before', speech),
  sideWords(line, 'after', speech),
  line.why === null ? speech.t.lineStates[line.state] : whyWords(line, speech.lang),
]
