import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { matrix, withMatrix } from './check-matrix.ts'
import { openTree } from './check-tree.ts'

/** Writes the matrix of requirements into docs/privacy-matrix.md, from the names of the tests. */
const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/privacy-matrix.md')
const doc = await readFile(file, 'utf8')
await writeFile(file, withMatrix(doc, await matrix(await openTree(root))))
