import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

/** The modules of the contract itself: not its texts, which are functions, and not the file that only collects. */
const isContractFile = (id: string): boolean => /packages\/contract\/src\/(?!index\.ts)[a-z-]+\.ts$/.test(id)

/** What the client needs of an operation: where to call it and with which leave. The schemas stay behind. */
const light = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('method' in value && 'path' in value && 'ok' in value && 'id' in value) {
    const { id, method, path, leave } = value as Record<string, unknown>
    return { id, method, path, leave }
  }
  return value
}

const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('~kind' in value || '~optional' in value)

/**
 * Loads the modules of the contract in Node and gives the browser their operations and word lists as plain
 * literals. Schemas check on the server and type the client; carrying the schema library to the browser
 * would cost a fifth of the first load and do nothing there. Whoever imports a schema as a value gets a
 * build error that names it.
 */
export const contractAsData = (): Plugin => ({
  name: 'contract-as-data',
  enforce: 'pre',
  async load(id) {
    const file = id.split('?')[0] ?? id
    if (!isContractFile(file)) return null
    this.addWatchFile(file)
    const module: Record<string, unknown> = await import(
      `${pathToFileURL(file).href}?at=${statSync(file).mtimeMs}`
    )
    const lines = Object.entries(module)
      .filter(([, value]) => typeof value !== 'function' && !isSchema(value))
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(light(value))}`)
    return { code: lines.join('\n'), moduleType: 'js' }
  },
})
