import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { CopyTarget, TargetFault } from '@kaft/contract'
import { Fault, type Fetched, recordsIn } from './fetched.ts'
import { MOST_BYTES } from './sru-client.ts'
import { pqfOf, type Wanted, zAddress } from './target.rules.ts'

/** The client of YAZ that is driven: it reads its orders from the command line, one an argument. */
const PROGRAM = 'zoomsh'

/** Where the client of YAZ lies on this machine; null where it does not. */
export async function findZoomsh(path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, PROGRAM)
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return file
  }
  return null
}

/** YAZ turns what comes into MARCXML, in the letters in which the target writes. */
const LETTERS: Readonly<Record<CopyTarget['charset'], string>> = {
  'utf-8': 'utf-8',
  'marc-8': 'marc-8',
  'iso-8859-1': 'iso-8859-1',
}

/** What the client is told to do: no word of it passes a shell, and a term has neither a quote nor a line end. */
export function ordersOf(
  target: CopyTarget,
  ask: { readonly wanted: Wanted; readonly from: number; readonly most: number },
): string[] {
  const at = zAddress(target.address)
  if (!at) throw new Fault('away', '')
  const syntax = /^[\w.-]{1,40}$/.test(target.syntax) ? target.syntax : 'usmarc'
  return [
    `set preferredRecordSyntax ${syntax}`,
    `set timeout ${target.patience_s}`,
    // Without this a target may send short forms, which hold no description (Z39.50 §3.2.2.1.5).
    'set elementSetName F',
    `connect ${at.host}:${at.port}/${at.database}`,
    `search ${pqfOf(ask.wanted, target.indexes)}`,
    `show ${ask.from - 1} ${ask.most} xml;charset=${LETTERS[target.charset]}`,
    'quit',
  ]
}

/**
 * Asks a target over Z39.50 by the client of YAZ, as a process of its own: it gets no variable of this one, no input and
 * a time after which it is ended. What a strange server does to it stays there.
 */
export async function askZ3950(
  program: string,
  target: CopyTarget,
  ask: { readonly wanted: Wanted; readonly from: number; readonly most: number },
): Promise<Fetched> {
  const { text, ended } = await runs(program, ordersOf(target, ask), target.patience_s * 1000)
  return readShown(text, ended)
}

type Ended = 'whole' | 'late' | 'too_long'

function runs(
  program: string,
  orders: readonly string[],
  patience_ms: number,
): Promise<{ text: string; ended: Ended }> {
  return new Promise((done, fail) => {
    const child = spawn(program, [...orders], {
      env: {},
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    })
    const parts: Buffer[] = []
    let [read, ended]: [number, Ended] = [0, 'whole']
    const end = (why: Ended) => {
      ended = why
      child.kill('SIGKILL')
    }
    const clock = setTimeout(() => end('late'), patience_ms + 500)
    child.stdout.on('data', (part: Buffer) => {
      read += part.length
      if (read > MOST_BYTES) end('too_long')
      else parts.push(part)
    })
    child.on('error', () => {
      clearTimeout(clock)
      fail(new Fault('no_program', ''))
    })
    child.on('close', () => {
      clearTimeout(clock)
      done({ text: Buffer.concat(parts).toString('utf8'), ended })
    })
  })
}

/** By the number of an error of ZOOM (yaz/zoom.h): no connection, no time. Any other is what the target said. */
const KINDS: Readonly<Record<string, TargetFault>> = {
  '10000': 'away',
  '10001': 'away',
  '10002': 'refused',
  '10003': 'refused',
  '10004': 'away',
  '10006': 'refused',
  '10007': 'late',
}

/** Reads what the client printed: how many were found, the records, or an error with its number. @throws Fault */
export async function readShown(text: string, ended: Ended): Promise<Fetched> {
  const error = /^\S+ error: (.{0,300}?) \(([\w-]+):(\d+)\)(.*)$/m.exec(text)
  const found = /^\S+: (\d+) hits$/m.exec(text)
  if (ended !== 'whole' && !found) throw new Fault(ended, '')
  if (error && !text.includes('<record')) {
    const [, message = '', set = '', number = '', more = ''] = error
    const about = more.trim() === '' || more.includes('/') ? '' : ` ${more.trim()}`
    const kind = set === 'ZOOM' ? (KINDS[number] ?? 'refused') : 'refused'
    throw new Fault(kind, `${message}${about} (${number})`)
  }
  if (!found) throw new Fault('strange', 'no answer of Z39.50')
  const xml = text.match(/<record[\s>][\s\S]*?<\/record>/g) ?? []
  const { records, unread } = await recordsIn(`<all>${xml.join('')}</all>`)
  if (ended !== 'whole' && records.length === 0) throw new Fault(ended, '')
  return { count: Number(found[1]), records, unread }
}
