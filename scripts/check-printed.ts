import { openApiText } from '../server/src/start/commands/print.ts'
import { settingsTable } from '../server/src/base/settings-table.ts'
import type { Check, Tree } from './check-tree.ts'

const has = async (tree: Tree, file: string, text: string): Promise<boolean> =>
  tree.files.includes(file) && (await tree.read(file)).includes(text)

export const checkOpenApi: Check = {
  name: 'docs/openapi.json is the contract',
  run: async tree =>
    (await has(tree, 'docs/openapi.json', openApiText()))
      ? []
      : [
          'docs/openapi.json: the contract has changed: run npm run kaft -- openapi > docs/openapi.json, look at the difference, and commit it',
        ],
}

export const checkSettings: Check = {
  name: 'docs/operating.md has every setting',
  run: async tree =>
    (await has(tree, 'docs/operating.md', settingsTable()))
      ? []
      : [
          'docs/operating.md: the table of settings is another one: put there what npm run kaft -- settings prints',
        ],
}

/** Each package that we ask for is argued for in one line that names it. */
export const checkArguments: Check = {
  name: 'docs/dependencies.md argues for each dependency',
  run: async tree => {
    const said = tree.files.includes('docs/dependencies.md') ? await tree.read('docs/dependencies.md') : ''
    const names = new Set<string>()
    for (const file of tree.files.filter(f => /(^|\/)package\.json$/.test(f))) {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
        await tree.read(file),
      ) as Record<string, object | undefined>
      for (const part of [dependencies, devDependencies, optionalDependencies])
        Object.keys(part ?? {}).forEach(name => names.add(name))
    }
    return [...names]
      .filter(name => !name.startsWith('@kaft/') && !said.includes(`\`${name}\``))
      .map(name => `docs/dependencies.md does not say what \`${name}\` is for`)
  },
}
