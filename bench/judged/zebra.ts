import { execFile, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TAB = '/usr/share/idzebra-2.0/tab'
/** Of Debian's packages idzebra-2.0 and yaz. */
const PROGRAMS = { index: 'zebraidx', server: 'zebrasrv', client: 'yaz-client' } as const

/** Zebra, the index that Koha uses, on the same records: it answers with the numbers of the first ten hits. */
export interface Zebra {
  readonly seconds: number
  ask(words: readonly string[]): Promise<{ readonly numbers: readonly string[]; readonly ms: number }>
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise(done => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

/** All words must stand in the record, and the nearer to the point the higher: relevance ranking as Koha asks for it. */
const pqf = (words: readonly string[]): string => {
  const terms = words.map(word => `@attr 1=1016 @attr 2=102 "${word}"`)
  return `${'@and '.repeat(terms.length - 1)}${terms.join(' ')}`
}

/**
 * Starts Zebra on a file of MARC 21 with its own tables, whose words are made by ICU; null where it is not installed.
 * @param folder of its own, that the caller takes away
 */
export async function openZebra(folder: string, file: string): Promise<Zebra | null> {
  const has = await run(PROGRAMS.index, ['-V']).catch(() => null)
  if (!has) return null
  await mkdir(join(folder, 'register'), { recursive: true })
  await mkdir(join(folder, 'shadow'), { recursive: true })
  const lines = [
    `profilePath: ${folder}:${TAB}`,
    'modulePath: /usr/lib/idzebra-2.0/modules:/usr/lib/x86_64-linux-gnu/idzebra-2.0/modules',
    'attset: bib1.att',
    'recordType: grs.marc.usmarc',
    'index: icu.idx',
    'encoding: utf-8',
    `register: ${join(folder, 'register')}:4G`,
    `lockDir: ${folder}`,
  ]
  const config = join(folder, 'zebra.cfg')
  await writeFile(config, `${lines.join('\n')}\n`)
  const began = performance.now()
  await run(PROGRAMS.index, ['-c', config, '-l', join(folder, 'index.log'), 'init'])
  await run(PROGRAMS.index, ['-c', config, '-l', join(folder, 'index.log'), 'update', file], {
    maxBuffer: 1 << 26,
  })
  const seconds = (performance.now() - began) / 1000
  const port = await freePort()
  const where = `tcp:127.0.0.1:${port}`
  const server = spawn(PROGRAMS.server, ['-c', config, '-l', join(folder, 'server.log'), where], {
    // It writes its process number where it stands.
    cwd: folder,
    stdio: 'ignore',
  })
  await sleep(500)
  const client = spawn(PROGRAMS.client, [where], { stdio: ['pipe', 'pipe', 'ignore'] })
  const talk = talker(client)
  await talk('format usmarc')
  return {
    seconds,
    ask: async words => {
      const at = performance.now()
      const found = await talk(`find ${pqf(words)}`)
      // To ask for more than there are is an error.
      const hits = Math.min(10, Number(/Number of hits: (\d+)/.exec(found)?.[1] ?? 0))
      const shown = hits === 0 ? '' : await talk(`show 1+${hits}`)
      const numbers = [...shown.matchAll(/^001 (\S+)$/gm)].map(m => m[1] ?? '')
      return { numbers, ms: performance.now() - at }
    },
    close: async () => {
      client.stdin.end('quit\n')
      server.kill()
      await new Promise(done => server.once('close', done))
    },
  }
}

/** Says a line to the client and waits for its prompt. */
function talker(client: ReturnType<typeof spawn>): (line: string) => Promise<string> {
  let heard = ''
  let answered: (text: string) => void = () => undefined
  const PROMPT = 'Z> '
  client.stdout?.on('data', (part: Buffer) => {
    heard += part.toString('utf8')
    if (!heard.endsWith(PROMPT)) return
    const text = heard
    heard = ''
    answered(text)
  })
  let last: Promise<string> = new Promise(done => (answered = done))
  return async line => {
    await last
    last = new Promise(done => (answered = done))
    client.stdin?.write(`${line}\n`)
    return last
  }
}
