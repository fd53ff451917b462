import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Operation } from '@kaft/contract'

/** Who asks, in the order of the columns, and what stands above them. */
const relations = {
  owner: 'own library',
  'rung 3b': 'partner, rung 3b',
  'a partner on rung 2': 'rung 2',
  'a partner on rung 1': 'rung 1',
  'a partner whose agreement has ended': 'ended',
  stranger: 'stranger',
  'a helper without a ticket': 'helpdesk, no ticket',
  'a helper with a ticket for another library': 'ticket for another',
  'a machine of another library': 'machine',
  'another reader': 'another reader',
  'a reader whose session is over': 'reader, over',
  nobody: 'nobody',
} as const
export type Relation = keyof typeof relations

const file = join(import.meta.dirname, '../../../docs/scope-matrix.md')
const about = `# Who learns what of a patron of another library

Written by the test that asks it (\`server/src/scope.db.test.ts\`); \`npm run scope-matrix\` writes it anew, and the test fails where it says something else
than what was seen. Each operation of the contract is asked in two worlds: in one a patron lives, with loans, a hold, costs, a claim, a card and whatever else
hangs on a person; in the other they never did. The question names all of it.

**data**: the answer holds the patron's data. **A number**: the status of an answer that holds none of them, and that is the same in both worlds to the byte: the same
code, count, order and size. **n**: the same but for counts of records, which are what that operation is for. **k**: says of a national number that it
is known elsewhere, and nothing more, which is what it is for. **–**: not asked: the own library and its partner are asked what only reads; what is about the
caller's own session is asked of nobody.
`

/** What was seen, and the document that says so. */
export function openMatrix() {
  const seen = new Map<string, Partial<Record<Relation, string>>>()
  const row = (o: Operation): string => {
    const cells = Object.keys(relations).map(who => seen.get(o.id)?.[who as Relation] ?? '–')
    return `| \`${o.id}\` | ${o.leave} | ${cells.join(' | ')} |`
  }
  const text = (operations: readonly Operation[]): string =>
    [
      about,
      `| operation | leave | ${Object.values(relations).join(' | ')} |`,
      `|---|---|${'---|'.repeat(Object.keys(relations).length)}`,
      ...operations.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(row),
      '',
    ].join('\n')
  return {
    note: (o: Operation, who: Relation, what: string): void =>
      void seen.set(o.id, { ...seen.get(o.id), [who]: what }),
    /** What the document says and what was seen; with `KAFT_WRITE=scope-matrix` the document is written first. */
    compare: async (operations: readonly Operation[]): Promise<{ said: string; seen: string }> => {
      const now = text(operations)
      if (process.env['KAFT_WRITE'] === 'scope-matrix') await writeFile(file, now)
      return { said: await readFile(file, 'utf8').catch(() => ''), seen: now }
    },
  }
}
