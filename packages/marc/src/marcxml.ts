import { SaxesParser } from 'saxes'
import {
  closeElement,
  type Draft,
  finishDraft,
  isBlankDraft,
  openElement,
  startDraft,
} from './marcxml-draft.ts'
import type { MarcFaultCode, MarcRead } from './read.ts'
import { openXmlText, type XmlText } from './xml-text.ts'

export { printMarcxml, writeMarcxmlRecord } from './write-marcxml.ts'

/** The longest record, and the longest stretch without an element, in characters. */
export const MAX_XML_CHARACTERS = 4_194_304
/** Deeper nesting than any envelope around MARCXML has. */
const MAX_DEPTH = 100
const PIECE_BYTES = 65_536
/** Enough to see a `<prefix:record` that two pieces share. */
const TAIL_CHARACTERS = 80
const RECORD_START = /<(?:[\w.-]+:)?record[\s/>]/

type Parser = SaxesParser<{ xmlns: false; fragment: boolean; position: boolean }>

type Reader = {
  text: XmlText
  reads: MarcRead[]
  index: number
  /** Undefined while the next `<record` is looked for after a fault. */
  parser: Parser | undefined
  /** Characters of the file before the parser's first. */
  origin: number
  /** The parser began in the middle of the file, so that what lies outside of records tells nothing. */
  resumed: boolean
  depth: number
  draft: Draft | undefined
  draftStart: number
  draftCharacter: number
  /** Where the last element began or ended, in characters of the file. */
  lastEvent: number
  /** Where the last record element ended, in characters of the file. */
  recordEnd: number
  /** The document's root element has ended, at most once in a document that is well-formed. */
  rootEnded: boolean
  /** Where reading must go on when that is not where the fault was met. */
  resumeAt: number | undefined
  /** Text that was looked through for the next record, and may hold the beginning of one. */
  tail: string
  /** Characters of the file before `tail`. */
  tailStart: number
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function pushFault(reader: Reader, reason: MarcFaultCode, detail: string, endCharacter: number): void {
  const end = reader.text.byteAt(endCharacter)
  const inRecord = reader.draft !== undefined
  if (inRecord) reader.index += 1
  const position = inRecord ? reader.draftStart : end
  reader.reads.push({ ok: false, position, index: reader.index, reason, detail, bytes: end - position })
  reader.draft = undefined
}

function openRecord(reader: Reader, character: number): void {
  if (reader.draft !== undefined && !isBlankDraft(reader.draft)) {
    pushFault(reader, 'truncated', 'another record begins before this one ends', character)
  }
  reader.draft = startDraft()
  reader.draftCharacter = character
  reader.draftStart = reader.text.byteAt(character)
}

function closeRecord(reader: Reader, character: number): void {
  const { draft } = reader
  if (draft === undefined) return
  if (isBlankDraft(draft)) {
    pushFault(reader, 'record_empty', 'a record element without leader and fields', character)
    return
  }
  reader.index += 1
  reader.recordEnd = character
  const bytes = reader.text.byteAt(character) - reader.draftStart
  reader.reads.push({
    ok: true,
    ...finishDraft(draft),
    position: reader.draftStart,
    index: reader.index,
    bytes,
  })
  reader.draft = undefined
}

function openParser(reader: Reader, origin: number, resumed: boolean): void {
  const parser: Parser = new SaxesParser({ xmlns: false, fragment: resumed, position: false })
  const here = () => reader.origin + parser.position
  parser.on('opentagstart', tag => {
    reader.lastEvent = here()
    reader.depth += 1
    if (reader.depth > MAX_DEPTH) parser.fail(`elements are nested more than ${MAX_DEPTH} deep`)
    const start = here() - tag.name.length - 2
    if (reader.rootEnded && !resumed) {
      reader.resumeAt = start
      parser.fail('documents may contain only one root.')
    }
    if (localName(tag.name) === 'record') openRecord(reader, start)
  })
  parser.on('opentag', tag => {
    const name = localName(tag.name)
    if (reader.draft !== undefined && name !== 'record') openElement(reader.draft, name, tag.attributes)
  })
  const gather = (text: string) => {
    if (reader.draft?.element !== undefined) reader.draft.text += text
  }
  parser.on('text', gather)
  parser.on('cdata', gather)
  parser.on('closetag', tag => {
    reader.lastEvent = here()
    reader.depth -= 1
    reader.rootEnded = reader.depth === 0
    const name = localName(tag.name)
    if (name === 'record') closeRecord(reader, here())
    else if (reader.draft !== undefined) closeElement(reader.draft, name)
  })
  Object.assign(reader, { parser, origin, resumed, depth: 0, lastEvent: origin, tail: '' })
}

/** Gives the record at hand up and looks for the next one from `character` on. */
function giveUp(reader: Reader, reason: MarcFaultCode, detail: string, character: number): void {
  if (reader.draft !== undefined || !reader.resumed) pushFault(reader, reason, detail, character)
  reader.parser = undefined
  reader.resumed = true
  reader.tail = ''
  reader.tailStart = character
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Takes back a record that ended only because an element around it did: the parser says so afterwards. */
function takeBack(reader: Reader, failedAt: number): void {
  const last = reader.reads.at(-1)
  if (last?.ok !== true || reader.recordEnd !== failedAt) return
  reader.reads.pop()
  reader.index -= 1
  reader.draft = startDraft()
  reader.draftStart = last.position
}

/** Parses a text that starts at `character` of the file; answers what of it is left after a fault. */
function parseText(reader: Reader, text: string, character: number): string {
  const { parser } = reader
  if (parser === undefined) return text
  try {
    parser.write(text)
  } catch (error) {
    // The parser may stand a character beyond the text that it was given.
    const met = reader.resumeAt ?? reader.origin + parser.position
    const failedAt = Math.min(Math.max(met, character), character + text.length)
    reader.resumeAt = undefined
    if (messageOf(error) === 'unexpected close tag.') takeBack(reader, failedAt)
    giveUp(reader, 'not_well_formed', messageOf(error), failedAt)
    return text.slice(failedAt - character)
  }
  const reached = character + text.length
  const longRecord = reader.draft !== undefined && reached - reader.draftCharacter > MAX_XML_CHARACTERS
  if (longRecord || reached - reader.lastEvent > MAX_XML_CHARACTERS) {
    giveUp(reader, 'too_long', `no end within ${MAX_XML_CHARACTERS} characters`, reached)
  }
  return ''
}

/** Looks for the next `<record`, and answers the text from there on with a parser opened for it. */
function seekRecord(reader: Reader, text: string): string {
  const searched = reader.tail + text
  const found = searched.search(RECORD_START)
  if (found < 0) {
    reader.tail = searched.slice(-TAIL_CHARACTERS)
    reader.tailStart += searched.length - reader.tail.length
    return ''
  }
  openParser(reader, reader.tailStart + found, true)
  return searched.slice(found)
}

function feed(reader: Reader, text: string, character: number): void {
  let rest = text
  let at = character
  while (rest !== '') {
    if (reader.parser === undefined) {
      rest = seekRecord(reader, rest)
      at = reader.origin
    } else {
      const before = rest.length
      rest = parseText(reader, rest, at)
      at += before - rest.length
    }
  }
}

function close(reader: Reader, character: number): void {
  if (reader.parser === undefined) return
  try {
    reader.parser.close()
  } catch (error) {
    const cutShort = reader.draft !== undefined
    if (cutShort)
      giveUp(reader, 'truncated', `the file ends within this record: ${messageOf(error)}`, character)
    else giveUp(reader, 'not_well_formed', messageOf(error), character)
  }
}

async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES)
  }
}

/** Gathers the first bytes, so that byte order mark and XML declaration are seen whole. */
async function readHead(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array(0)
  while (head.length < 200) {
    const { value, done } = await pieces.next()
    if (done === true) break
    const longer = new Uint8Array(head.length + value.length)
    longer.set(head)
    longer.set(value, head.length)
    head = longer
  }
  return head
}

/**
 * Reads the records of a MARCXML file as it streams in, in any envelope and under any prefix. Where the file is
 * not well-formed the fault is named by position and reason, the records before it stand, and reading goes on
 * at the next `<record`. Never stops before the end and never throws by itself (a failing `source` does).
 * Entities of a document type are not expanded; memory is bounded by `MAX_XML_CHARACTERS`.
 */
export async function* readMarcxml(source: AsyncIterable<Uint8Array>): AsyncGenerator<MarcRead> {
  const pieces = inPieces(source)
  const head = await readHead(pieces)
  const text = openXmlText(head)
  const reader: Reader = {
    text,
    reads: [],
    index: 0,
    parser: undefined,
    origin: 0,
    resumed: false,
    depth: 0,
    draft: undefined,
    draftStart: 0,
    draftCharacter: 0,
    lastEvent: 0,
    recordEnd: -1,
    rootEnded: false,
    resumeAt: undefined,
    tail: '',
    tailStart: 0,
  }
  let character = 0
  const take = (decoded: string): MarcRead[] => {
    feed(reader, decoded, character)
    character += decoded.length
    return reader.reads.splice(0)
  }
  const first = text.decode(head, false)
  if (first.trim() !== '') openParser(reader, 0, false)
  yield* take(first)
  for await (const piece of pieces) yield* take(text.decode(piece, false))
  yield* take(text.decode(new Uint8Array(0), true))
  close(reader, character)
  yield* reader.reads.splice(0)
}
