import { type Check, tool } from './check-tree.ts'

export const checkFormat: Check = {
  name: 'files are formatted',
  run: tree => tool(tree, 'biome', ['format', '--reporter=summary', '.']),
}

export const checkLint: Check = {
  name: 'the linter finds nothing',
  run: tree => tool(tree, 'oxlint', ['--type-aware', '--format=unix', '.']),
}

export const checkTypes: Check = {
  name: 'the types fit',
  run: tree => tool(tree, 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
}

export const checkUnused: Check = {
  name: 'nothing is unused, and every package is named',
  run: tree => tool(tree, 'knip', ['--no-progress', '--no-config-hints']),
}
