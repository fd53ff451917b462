import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Of the staff client, compressed with Brotli: what has to arrive before the first screen. */
const MOST_BYTES = 250_000

/**
 * What a browser fetches at first: the page, its scripts and styles, what those import at once, and the fonts that
 * the page names. Screens that are loaded when they are opened do not count.
 * @returns one sentence for each fault
 */
export async function checkBudget(folder: string): Promise<{ bytes: number; faults: string[] }> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const wanted = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(m => m[1] ?? '')
  const seen = new Set<string>()
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    if (name.endsWith('.js')) wanted.push(...(await importedBy(folder, name)))
  }
  let bytes = Buffer.byteLength(page)
  for (const name of seen) bytes += await sizeOf(join(folder, name))
  const faults =
    bytes <= MOST_BYTES
      ? []
      : [`the first load of the staff client is ${bytes} bytes with Brotli, and ${MOST_BYTES} is the most`]
  if ((await readdir(join(folder, 'assets'))).every(n => !n.endsWith('.br')))
    faults.push('nothing is compressed')
  return { bytes, faults }
}

/** Static imports of a built script: `import … from "./other.js"`, not `import("./other.js")`. */
async function importedBy(folder: string, name: string): Promise<string[]> {
  const text = await readFile(join(folder, name), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(m => `assets/${m[1]}`)
}

const sizeOf = async (file: string): Promise<number> =>
  (await stat(`${file}.br`).catch(() => stat(file))).size
