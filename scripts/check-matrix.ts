import type { Check, Tree } from './check-tree.ts'
import type { Requirement } from './privacy/requirement.ts'
import { requirements } from './privacy/requirements.ts'

const DOC = 'docs/privacy-matrix.md'
const [BEGIN, END] = ['<!-- matrix: npm run matrix writes it -->', '<!-- /matrix -->']

/** A test that carries numbers of requirements at the head of its name. */
export interface Named {
  readonly p: number
  readonly file: string
}

const head = /\b(?:test|describe)\(\s*(['"`])((?:P\d+ )+)/g
/** The numbers that the tests of a file carry. */
export const numbersIn = (file: string, text: string): Named[] =>
  [...text.matchAll(head)].flatMap(found =>
    [...(found[2] ?? '').matchAll(/P(\d+)/g)].map(number => ({ p: Number(number[1]), file })),
  )

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)
async function namedIn(tree: Tree): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>()
  for (const file of tree.files.filter(isTest))
    for (const { p } of numbersIn(file, await tree.read(file))) {
      const files = found.get(p) ?? []
      if (!files.includes(file)) found.set(p, [...files, file])
    }
  return found
}

const short = (file: string): string =>
  file.replace(/^server\/src\/(modules\/)?/, '').replace(/^apps\/staff\/src\//, 'staff/')
const MOST_FILES = 4

function row(of: Requirement, files: readonly string[]): string {
  const shown = [...files, ...(of.tests ?? []).map(([file]) => file)]
  const several = [...new Set(shown)].map(short).toSorted()
  const by = [
    several
      .slice(0, MOST_FILES)
      .map(file => `\`${file}\``)
      .join(', '),
    several.length > MOST_FILES ? `and ${several.length - MOST_FILES} more` : '',
    of.control === undefined ? '' : `control: ${of.control}`,
    of.not_yet === undefined ? '' : `**not yet**: ${of.not_yet}`,
  ].filter(part => part !== '')
  return `| P${of.p} | ${of.says} | ${by.join('; ')} |`
}

/** The matrix as it stands between its marks. */
export async function matrix(tree: Tree): Promise<string> {
  const named = await namedIn(tree)
  const kept = requirements.filter(one => one.not_yet === undefined).length
  return [
    BEGIN,
    '',
    `${kept} of ${requirements.length} are kept or have a control; the others say what is missing.`,
    '',
    '| P | requirement | shown by |',
    '|---|---|---|',
    ...requirements.map(one => row(one, named.get(one.p) ?? [])),
    '',
    END,
  ].join('\n')
}

/** The document with the matrix of now in the place of the one that stands there. */
export const withMatrix = (doc: string, table: string): string => {
  const [from, to] = [doc.indexOf('<!-- matrix'), doc.indexOf(END)]
  return from < 0 || to < 0 ? doc : doc.slice(0, from) + table + doc.slice(to + END.length)
}

async function faultsOf(tree: Tree, one: Requirement, files: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  for (const [file, name] of one.tests ?? [])
    if (!tree.files.includes(file) || !(await tree.read(file)).includes(name))
      faults.push(`P${one.p}: ${file} has no test “${name}”`)
  if (files.length === 0 && !one.tests?.length && one.control === undefined && one.not_yet === undefined)
    faults.push(`P${one.p} has neither a test nor a control, and does not say what is missing`)
  return faults
}

/** Each requirement of the privacy statement and the law has a test, a control, or says that it is not kept yet. */
export const checkMatrix: Check = {
  name: `${DOC} says by what each requirement is shown`,
  run: async tree => {
    const named = await namedIn(tree)
    const numbers = requirements.map(one => one.p)
    const faults: string[] = []
    for (let p = 1; p <= 153; p++)
      if (numbers.filter(one => one === p).length !== 1)
        faults.push(
          `P${p} stands ${numbers.filter(one => one === p).length} times in scripts/privacy/requirements.ts`,
        )
    for (const p of named.keys())
      if (p > 153) faults.push(`${named.get(p)?.[0]} names P${p}, and there is no such requirement`)
    for (const one of requirements) faults.push(...(await faultsOf(tree, one, named.get(one.p) ?? [])))
    const doc = tree.files.includes(DOC) ? await tree.read(DOC) : ''
    if (!doc.includes(await matrix(tree)))
      faults.push(`${DOC}: the matrix is another one: run npm run matrix`)
    return faults
  },
}
