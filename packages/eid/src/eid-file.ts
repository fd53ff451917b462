import { SaxesParser } from 'saxes'
import { readCompact } from './card-dates.ts'
import { cardNumberIsValid } from './card-number.ts'
import { type CardRead, type Dropped, dropped } from './read-card.ts'
import { cleanText, cut } from './text.ts'

/** No file of the viewer comes near: with photo and certificates it is about 12 kB. */
const MOST_CHARACTERS = 200_000

/** Elements and attributes of the file that are let go, by their path. */
const letGo: Readonly<Record<string, Dropped>> = {
  'identity/photo': 'photo',
  'identity/nationality': 'nationality',
  'identity/placeofbirth': 'birth_place',
  'identity/middlenames': 'third_name',
  'identity@noblecondition': 'noble_condition',
  'identity@specialstatus': 'special_status',
  'identity@duplicate': 'other',
  'identity@memberoffamily': 'other',
  'card@chipnumber': 'chip_number',
  'card@validitydatebegin': 'issued',
  'card/deliverymunicipality': 'issued',
  certificates: 'other',
}
const wanted = new Set([
  'identity/name',
  'identity/firstname',
  'address/streetandnumber',
  'address/zip',
  'address/municipality',
  'identity@nationalnumber',
  'identity@dateofbirth',
  'identity@gender',
  'card@cardnumber',
  'card@validitydateend',
])

/** What is wanted of a file, by path, and which kinds of other things stood in it. Null where it is no such file. */
function collect(xml: string): { values: Map<string, string>; found: Set<Dropped> } | null {
  const values = new Map<string, string>()
  const found = new Set<Dropped>()
  const path: string[] = []
  const note = (at: string, value: string): void => {
    if (wanted.has(at)) values.set(at, (values.get(at) ?? '') + value)
    const kind = letGo[at]
    if (kind !== undefined && value.trim() !== '') found.add(kind)
  }
  let isFile = true
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (path.length === 0 && name !== 'eid') isFile = false
    path.push(name)
    const at = path.slice(1).join('/')
    if (at === 'certificates') found.add('other')
    for (const [key, value] of Object.entries(attributes)) note(`${at}@${key}`, value)
  })
  const text = (value: string): void => note(path.slice(1).join('/'), value)
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => void path.pop())
  parser.on('error', error => {
    throw error
  })
  try {
    parser.write(xml).close()
  } catch {
    return null
  }
  return isFile ? { values, found } : null
}

/**
 * Reads a file that the eID viewer saved. It is signed by nobody and anyone can write one: it fills a form, and proves
 * nothing about who stands at the desk.
 */
export function readEidFile(xml: string): CardRead {
  const read = xml.length > MOST_CHARACTERS ? null : collect(xml.replace(/^\uFEFF/, ''))
  const text = (at: string, most: number): string => cut(cleanText(read?.values.get(at) ?? ''), most)
  const [family_name, given_name] = [text('identity/name', 100), text('identity/firstname', 100)]
  if (read === null || (family_name === '' && given_name === '')) return { ok: false, why: 'not_a_card' }
  const [number, card] = [text('identity@nationalnumber', 20), text('card@cardnumber', 20)].map(t =>
    t.replace(/\D/g, ''),
  )
  const gender = text('identity@gender', 10).toLowerCase()
  const until = readCompact(text('card@validitydateend', 10))
  return {
    ok: true,
    fields: {
      family_name: family_name || given_name,
      // The viewer writes the first names apart from the others; the card itself has two of them in one field.
      given_name: given_name || family_name,
      birth_on: readCompact(text('identity@dateofbirth', 10)),
      gender: gender === 'male' ? 'm' : gender === 'female' ? 'f' : 'unknown',
      street: text('address/streetandnumber', 120) || null,
      postcode: text('address/zip', 10) || null,
      municipality: text('address/municipality', 80) || null,
      national_number: number?.length === 11 ? number : null,
      card_number: card !== undefined && cardNumberIsValid(card) ? card : null,
      valid_until: until?.length === 10 ? until : null,
    },
    dropped: dropped.filter(kind => read.found.has(kind)),
  }
}
