import { BOOK_LEADER, checkNumber, dataField, type MarcRecord } from '@kaft/marc'
import { blankFixed } from './fixed.model.ts'

/** The few things of a title that anyone at a desk knows. */
export interface Brief {
  readonly title: string
  readonly author: string
  readonly isbn: string
  readonly year: string
  readonly publisher: string
  readonly language: string
  readonly kind: string
}
export const blankBrief: Brief = {
  title: '',
  author: '',
  isbn: '',
  year: '',
  publisher: '',
  language: 'dut',
  kind: 'a',
}

export type BriefFault = { readonly field: 'title' | 'isbn' | 'year'; readonly expected: string | null }

export function faultsOf({ title, isbn, year }: Brief): BriefFault[] {
  const faults: BriefFault[] = []
  if (title.trim() === '') faults.push({ field: 'title', expected: null })
  if (isbn.trim() !== '') {
    const checked = checkNumber('isbn', isbn)
    if (!checked.ok)
      faults.push({ field: 'isbn', expected: checked.reason === 'check_digit' ? checked.expected : null })
  }
  if (!/^(?:\d{4})?$/.test(year.trim())) faults.push({ field: 'year', expected: null })
  return faults
}

/** A record of what was filled in: partial level (leader/17 = 5), so that everyone sees that it is not a whole description. */
export function recordOfBrief(brief: Brief, day: string): MarcRecord {
  const { title, author, isbn, year, publisher, language, kind } = brief
  const checked = checkNumber('isbn', isbn)
  const leader = `${BOOK_LEADER.slice(0, 6)}${kind}${BOOK_LEADER.slice(7, 17)}5${BOOK_LEADER.slice(18)}`
  const imprint: [string, string][] = [
    ...(publisher.trim() === '' ? [] : [['b', publisher.trim()] as [string, string]]),
    ...(year.trim() === '' ? [] : [['c', year.trim()] as [string, string]]),
  ]
  return {
    leader,
    fields: [
      { tag: '008', value: blankFixed(day, year.trim(), language) },
      ...(checked.ok ? [dataField('020', '  ', [['a', checked.number]])] : []),
      ...(author.trim() === '' ? [] : [dataField('100', '1 ', [['a', author.trim()]])]),
      dataField('245', `${author.trim() === '' ? '0' : '1'}0`, [['a', title.trim()]]),
      ...(imprint.length === 0 ? [] : [dataField('264', ' 1', imprint)]),
    ],
  }
}
