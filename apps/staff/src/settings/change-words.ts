import { type RoleCode, roles } from '@kaft/contract/leave'
import { listBranches } from '@kaft/contract/organisation'
import type { RegulationRow } from '@kaft/contract/regulation'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import { roleName } from '../base/who-may.ts'
import type { DayType, Exceptional } from './calendar.model.ts'
import type { ChangeWords } from './changes.model.ts'
import { type Hours, type Weekday, writtenSpans } from './hours.model.ts'
import { type RuleSpeech, selectorWords, valueWords } from './regulation-words.model.ts'
import { useSpeech } from './speech.ts'
import { settingsTexts, type SettingsTexts } from './texts/index.ts'

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every(key => key in value)

const hoursWords = ({ weekday, ...span }: Hours[number], t: SettingsTexts): string =>
  `${t.weekdays[weekday as Weekday]} ${writtenSpans([span], '')}`

const dayWords = (day: Exceptional, { f }: RuleSpeech, t: SettingsTexts): string =>
  `${f.dayYear(day.on_day)}: ${t.calendar.types[day.type]}${day.note === null ? '' : ` (${day.note})`}`

const rowWords = (row: RegulationRow, speech: RuleSpeech, t: SettingsTexts): string =>
  `${t.changes.row(row.row_no)} · ${selectorWords(row.selectors, speech)}: ${valueWords(row.values, speech).join(' · ')}`

const hidden: ReadonlySet<string> = new Set([
  'version_id',
  'copy_of',
  'library_id',
  'library_ids',
  'staff_id',
])

/** How changes of the configuration are told here: days, branches, roles, hours and rules in words. */
export const useChangeWords = (): ChangeWords => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const speech = useSpeech()
  const everywhere = useRead(listBranches, {}, { fresh_ms: 300_000 }).data?.rows ?? []
  const branch = (id: string): string =>
    everywhere.find(one => one.branch_id === id)?.name ?? speech.branch(id)
  const library = (id: string): string => everywhere.find(one => one.library_id === id)?.library_name ?? id
  const value = (field: string, stored: unknown): string | null => {
    if (typeof stored === 'string') {
      if (/^\d{4}-\d{2}-\d{2}$/.test(stored)) return f.dayYear(stored)
      if (field === 'branch_id' || field.endsWith('_branch_id')) return branch(stored)
      if (field === 'order') return library(stored)
      if (field === 'role' && stored in roles) return roleName(stored as RoleCode, speech.lang)
      if (field === 'secrets') return t.changes.secrets[stored] ?? null
      if (field === 'type' && stored in t.calendar.types) return t.calendar.types[stored as DayType]
      return null
    }
    if (typeof stored === 'number') return field.endsWith('_cents') ? f.money(stored) : null
    if (has(stored, 'weekday', 'opens', 'closes')) return hoursWords(stored as Hours[number], t)
    if (has(stored, 'on_day', 'type', 'note')) return dayWords(stored as Exceptional, speech, t)
    return has(stored, 'row_no', 'selectors', 'values') ? rowWords(stored as RegulationRow, speech, t) : null
  }
  return { yes: b.yes, no: b.no, name: field => t.changes.fields[field] ?? field, value, hidden }
}
