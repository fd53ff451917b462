/**
 * Writes the files with which a newcomer tries to move a library in, with days around today:
 *
 *   node demo/build-move.ts <folder>
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { moveFiles } from './move-files.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('Give the folder: node demo/build-move.ts <folder>')
await mkdir(folder, { recursive: true })
for (const { name, text } of moveFiles(Temporal.Now.plainDateISO('Europe/Brussels').toString())) {
  await writeFile(join(folder, name), text)
  process.stdout.write(`${join(folder, name)}\n`)
}
