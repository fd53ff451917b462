import type { Check } from './check-tree.ts'

const WRITES =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?([a-z_]+)\.([a-z_]+)/gi

/** Rooms that make data as a whole, past the modules: tests, benchmarks and the demonstration. */
const outside =
  /\.test\.tsx?$|\/testing\/|^tests\/|^bench\/|^demo\/|^server\/src\/(start\/)?demo\/|^scripts\//

/** The list of what landed has to be there before the first schema is. */
const LANDED = 'public.kaft_migration'

/** The schema that a file may write. */
function schemaOf(file: string): string | undefined {
  const module = /^server\/src\/modules\/([a-z]+)\//.exec(file)?.[1]
  if (module) return module
  return /^server\/src\/(base|start|doors)\//.test(file) ? 'base' : undefined
}

const line = (text: string, at: number) => text.slice(0, at).split('\n').length

/** Each table has one writer: its module. Functions of the database write their own schema only. */
export const checkWriters: Check = {
  name: 'each table is written by its own module only',
  run: async tree => {
    const faults: string[] = []
    for (const file of tree.files) {
      if (/^server\/src\/.*\.ts$/.test(file) && !outside.test(file)) {
        faults.push(...writesOf(file, await tree.read(file), schemaOf(file)))
      }
      if (/^db\/(code|migrations)\/.*\.sql$/.test(file))
        faults.push(...functionsOf(file, await tree.read(file)))
    }
    return faults
  },
}

function writesOf(file: string, text: string, own: string | undefined): string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, comment => ' '.repeat(comment.length))
  return [...code.matchAll(WRITES)]
    .filter(([, schema, table]) => schema !== own && !(own === 'base' && `${schema}.${table}` === LANDED))
    .map(m => `${file}:${line(code, m.index)} writes ${m[1]}.${m[2]}, which only ${m[1]} may`)
}

/** In SQL: the body between `create function schema.name` and the next statement that begins with create. */
function functionsOf(file: string, text: string): string[] {
  const code = text.replace(/--.*$/gm, comment => ' '.repeat(comment.length))
  const heads = [...code.matchAll(/^create (?:or replace )?function ([a-z_]+)\.([a-z_]+)/gim)]
  return heads.flatMap(head => {
    const opened = /\$([a-z]*)\$/i.exec(code.slice(head.index))
    if (!opened) return []
    const from = head.index + opened.index + opened[0].length
    const body = code.slice(from, code.indexOf(opened[0], from))
    return [...body.matchAll(WRITES)]
      .filter(([, schema]) => schema !== head[1])
      .map(
        m =>
          `${file}:${line(code, from + m.index)} ${head[1]}.${head[2]} writes ${m[1]}.${m[2]}, which only ${m[1]} may`,
      )
  })
}
