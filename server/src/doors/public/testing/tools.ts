import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Published schemas, where they lie beside the working copy (`shared/data/xsd`) or where `KAFT_XSD` says. */
export function schemasFolder(): string | null {
  const named = process.env['KAFT_XSD']
  if (named !== undefined) return existsSync(named) ? named : null
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const beside = join(at, 'shared', 'data', 'xsd')
    if (existsSync(join(beside, 'OAI-PMH.xsd'))) return beside
  }
  return null
}

/** Why a test with this program cannot run here, or false where it can. */
export const missing = async (program: string, words: string[]): Promise<string | false> =>
  run(program, words).then(
    () => false,
    (error: { code?: unknown }) => (error.code === 'ENOENT' ? `${program} is not on this machine` : false),
  )

/** What a program prints on either line, and how it ended. */
export async function told(
  program: string,
  words: string[],
  stdin = '',
): Promise<{ code: number; text: string }> {
  const running = run(program, words, { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 })
  // A program that reads nothing may be over before it was told so.
  running.child.stdin?.on('error', () => undefined)
  running.child.stdin?.end(stdin)
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (error: { code?: number; stdout?: string; stderr?: string }) => ({
      code: error.code ?? 1,
      text: `${error.stdout}${error.stderr}`,
    }),
  )
}

/** The attributes of the xml namespace, which the schema of Dublin Core wants and which no network is asked for. */
const XML_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/></xs:schema>`

const PARTS = [
  ['http://www.openarchives.org/OAI/2.0/', 'OAI-PMH.xsd'],
  ['http://www.openarchives.org/OAI/2.0/oai_dc/', 'oai_dc.xsd'],
  ['http://purl.org/dc/elements/1.1/', 'simpledc20021212.xsd'],
  ['http://www.loc.gov/MARC21/slim', 'MARC21slim.xsd'],
] as const

/** Checks documents against the published schemas, all together, since one stands in the other. */
export async function validator(
  folder: string,
): Promise<{ check(xml: string): Promise<string>; close(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'kaft-xsd-'))
  for (const [, name] of PARTS) {
    const text = await readFile(join(folder, name), 'utf8')
    await writeFile(join(home, name), text.replace('http://www.w3.org/2001/03/xml.xsd', 'xml.xsd'))
  }
  await writeFile(join(home, 'xml.xsd'), XML_XSD)
  const imports = PARTS.map(([ns, name]) => `<xs:import namespace="${ns}" schemaLocation="${name}"/>`).join(
    '',
  )
  await writeFile(
    join(home, 'all.xsd'),
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports}</xs:schema>`,
  )
  let count = 0
  return {
    check: async xml => {
      const file = join(home, `${++count}.xml`)
      await writeFile(file, xml)
      const said = await told('xmllint', ['--nonet', '--noout', '--schema', join(home, 'all.xsd'), file])
      return said.code === 0 ? '' : said.text
    },
    close: () => rm(home, { recursive: true, force: true }),
  }
}
