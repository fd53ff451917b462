import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { titlesOf } from './find.ts'
import { withHoldings } from './held.ts'
import { searchPlan } from '../search/search.store.ts'
import {
  dueTitle,
  dueTitles,
  Due,
  Earliest,
  earliest,
  type Harvest,
  SetRow,
  SetSize,
  setSize,
  sets,
  SMALL_SET,
} from './oai.store.ts'
import { printToken, readToken, type Token } from './oai-token.rules.ts'
import {
  answerXml,
  type Envelope,
  errorXml,
  FORMATS,
  formatsXml,
  hasHoldings,
  headerXml,
  isPrefix,
  type OaiError,
  type Prefix,
  recordXml,
  setSpecOf,
} from './oai-xml.rules.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { type PublicTitle, toSeconds } from './public-title.rules.ts'
import { element } from './xml.rules.ts'

/** What every verb takes, besides the verb itself: needed, allowed, and alone. */
const ARGUMENTS = {
  Identify: { needs: [], may: [] },
  ListMetadataFormats: { needs: [], may: ['identifier'] },
  ListSets: { needs: [], may: ['resumptionToken'] },
  GetRecord: { needs: ['identifier', 'metadataPrefix'], may: [] },
  ListIdentifiers: { needs: ['metadataPrefix'], may: ['from', 'until', 'set', 'resumptionToken'] },
  ListRecords: { needs: ['metadataPrefix'], may: ['from', 'until', 'set', 'resumptionToken'] },
} as const
type Verb = keyof typeof ARGUMENTS

export interface OaiAsk {
  /** As they stood in the address or the form, repeated ones too: a repeated argument is an error. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly base: string
  readonly now: string
  readonly mail: string
  readonly name: string
}

const HEADERS = 500
const RECORDS = 100

class OaiFault extends Error {
  readonly code: OaiError
  constructor(code: OaiError, says: string) {
    super(says)
    this.code = code
  }
}

interface Asked {
  readonly verb: Verb
  readonly given: Readonly<Record<string, string>>
}

function readAsk(parameters: OaiAsk['parameters']): Asked {
  const given = Object.fromEntries(parameters)
  const names = parameters.map(([name]) => name).filter(name => name !== 'key')
  const { verb = '' } = given
  if (!Object.hasOwn(ARGUMENTS, verb) || names.filter(n => n === 'verb').length > 1)
    throw new OaiFault('badVerb', verb === '' ? 'The argument verb is missing.' : 'This verb is not known.')
  const { needs, may } = ARGUMENTS[verb as Verb]
  const others = names.filter(n => n !== 'verb')
  const repeated = others.find((n, i) => others.indexOf(n) !== i)
  if (repeated !== undefined) throw new OaiFault('badArgument', `The argument ${repeated} is given twice.`)
  const strange = others.find(n => ![...needs, ...may].some(known => known === n))
  if (strange !== undefined)
    throw new OaiFault('badArgument', `The argument ${strange} does not belong to ${verb}.`)
  if (given['resumptionToken'] === undefined) {
    const missing = needs.find(n => !given[n])
    if (missing !== undefined) throw new OaiFault('badArgument', `The argument ${missing} is missing.`)
  } else if (others.length > 1)
    throw new OaiFault('badArgument', 'The argument resumptionToken stands alone.')
  return { verb: verb as Verb, given }
}

const DAY = /^\d{4}-\d\d-\d\d$/
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

function instantOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(DAY.test(text) ? `${text}T00:00:00Z` : text)
  } catch {
    throw new OaiFault('badArgument', `${text} is no moment.`)
  }
}

/** Both ends are part of the span, in the granularity in which they are given (§2.7.1); both in the same. */
function spanOf(given: Asked['given'], now: string): Pick<Harvest, 'from' | 'until'> {
  const { from, until } = given
  for (const text of [from, until]) {
    if (text !== undefined && !DAY.test(text) && !SECOND.test(text))
      throw new OaiFault('badArgument', `${text} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ.`)
  }
  if (from !== undefined && until !== undefined && from.length !== until.length)
    throw new OaiFault('badArgument', 'from and until have not the same granularity.')
  const [first, last] = [from, until].map(text => (text === undefined ? null : instantOf(text)))
  if (first && last && Temporal.Instant.compare(first, last) > 0)
    throw new OaiFault('badArgument', 'from lies after until.')
  const end = last ? last.add(until && DAY.test(until) ? { hours: 24 } : { seconds: 1 }) : null
  const soonest = Temporal.Instant.from(now).add({ seconds: 1 })
  const ended = end && Temporal.Instant.compare(end, soonest) < 0 ? end : soonest
  return { from: first?.toString() ?? null, until: ended.toString() }
}

async function libraryOf(db: PublicDb, set: string | undefined): Promise<string | null> {
  if (set === undefined) return null
  const [rows = []] = await db.ask([sets])
  const found = allOf(SetRow, rows).find(row => setSpecOf(row.code) === set)
  if (!found) throw new OaiFault('noRecordsMatch', 'There is no such set.')
  return found.code
}

function prefixOf(text: string): Prefix {
  if (!isPrefix(text))
    throw new OaiFault('cannotDisseminateFormat', `The formats are ${Object.keys(FORMATS).join(', ')}.`)
  return text
}

async function tokenOf(db: PublicDb, { given }: Asked, now: string): Promise<Token> {
  if (given['resumptionToken'] !== undefined) {
    const token = readToken(given['resumptionToken'])
    if (!token || !isPrefix(token.prefix))
      throw new OaiFault('badResumptionToken', 'This token was not given here.')
    return token
  }
  const prefix = prefixOf(given['metadataPrefix'] ?? '')
  const library = await libraryOf(db, given['set'])
  return { prefix, library, ...spanOf(given, now), behind: null, given: 0 }
}

async function titlesIn(db: PublicDb, ids: readonly string[], prefix: Prefix): Promise<PublicTitle[]> {
  const titles = await titlesOf(db, ids)
  return hasHoldings(prefix) ? withHoldings(db, titles) : titles
}

async function isSmall(db: PublicDb, library: string | null): Promise<boolean> {
  if (library === null) return false
  const [, [row] = []] = await db.ask([searchPlan, setSize(library)])
  return shaped(SetSize, row).titles <= SMALL_SET
}

async function list(db: PublicDb, asked: Asked, now: string): Promise<string> {
  const token = await tokenOf(db, asked, now)
  const most = asked.verb === 'ListRecords' ? RECORDS : HEADERS
  const small = await isSmall(db, token.library)
  const [, found = []] = await db.ask([searchPlan, dueTitles({ ...token, small, rows: most })])
  const due = allOf(Due, found)
  const page = due.slice(0, most)
  const last = page.at(-1)
  if (!last) {
    if (token.behind) throw new OaiFault('badResumptionToken', 'Nothing follows this token any more.')
    throw new OaiFault('noRecordsMatch', 'Nothing changed in this span.')
  }
  const prefix = prefixOf(token.prefix)
  let body: string
  if (asked.verb === 'ListIdentifiers') body = page.map(headerXml).join('')
  else {
    const there = page.filter(d => !d.deleted).map(d => d.title_id)
    const titles = new Map((await titlesIn(db, there, prefix)).map(t => [t.row.title_id, t]))
    body = page.map(d => recordXml(d, titles.get(d.title_id), prefix)).join('')
  }
  const behind = { at: last.at, title_id: last.title_id }
  const next = due.length > most ? printToken({ ...token, behind, given: token.given + page.length }) : ''
  // An empty token says that a list which was given in parts ends here (§3.5).
  if (next === '' && token.given === 0) return body
  return `${body}<resumptionToken cursor="${token.given}">${next}</resumptionToken>`
}

async function one(db: PublicDb, identifier: string | undefined) {
  const title_id = /^oai:kaft:([1-9]\d{0,17})$/.exec(identifier ?? '')?.[1]
  const [rows = []] = title_id === undefined ? [] : await db.ask([dueTitle(title_id)])
  const due = oneOf(Due, rows)
  if (!due) throw new OaiFault('idDoesNotExist', 'There is no title with this identifier.')
  return due
}

async function getRecord(db: PublicDb, { given }: Asked): Promise<string> {
  const due = await one(db, given['identifier'])
  const prefix = prefixOf(given['metadataPrefix'] ?? '')
  const [title] = due.deleted ? [] : await titlesIn(db, [due.title_id], prefix)
  return recordXml(due, title, prefix)
}

async function identify(db: PublicDb, ask: OaiAsk): Promise<string> {
  const [[row] = []] = await db.ask([earliest])
  const { at } = shaped(Earliest, row)
  return [
    element('repositoryName', ask.name),
    element('baseURL', ask.base),
    element('protocolVersion', '2.0'),
    element('adminEmail', ask.mail),
    element('earliestDatestamp', toSeconds(at ?? ask.now)),
    element('deletedRecord', 'persistent'),
    element('granularity', 'YYYY-MM-DDThh:mm:ssZ'),
  ].join('')
}

async function listSets(db: PublicDb, { given }: Asked): Promise<string> {
  if (given['resumptionToken'] !== undefined)
    throw new OaiFault('badResumptionToken', 'The list of sets is given whole.')
  const [rows = []] = await db.ask([sets])
  const libraries = allOf(SetRow, rows)
  if (libraries.length === 0) throw new OaiFault('noSetHierarchy', 'There are no sets yet.')
  return libraries
    .map(l => `<set>${element('setSpec', setSpecOf(l.code))}${element('setName', l.name)}</set>`)
    .join('')
}

function bodyOf(db: PublicDb, asked: Asked, ask: OaiAsk): Promise<string> {
  switch (asked.verb) {
    case 'Identify':
      return identify(db, ask)
    case 'ListSets':
      return listSets(db, asked)
    case 'GetRecord':
      return getRecord(db, asked)
    case 'ListMetadataFormats':
      return asked.given['identifier'] === undefined
        ? Promise.resolve(formatsXml())
        : one(db, asked.given['identifier']).then(formatsXml)
    case 'ListIdentifiers':
    case 'ListRecords':
      return list(db, asked, ask.now)
  }
}

/**
 * Answers OAI-PMH 2.0: all six verbs, formats oai_dc, marc21 and marc21_withholdings, a set for each library, deleted records for good.
 * Tokens hold the question and its place, and the list is walked by moment and id: nothing is kept between two parts, a
 * token never expires, and what changes meanwhile is told in the next harvest.
 */
export async function answerOai(db: PublicDb, ask: OaiAsk): Promise<string> {
  const { key: _, ...said } = Object.fromEntries(ask.parameters)
  const envelope: Envelope = { at: ask.now, base: ask.base, asked: said }
  try {
    const asked = readAsk(ask.parameters)
    return answerXml(envelope, asked.verb, await bodyOf(db, asked, ask))
  } catch (error) {
    if (error instanceof OaiFault) return errorXml(envelope, error.code, error.message)
    throw error
  }
}
