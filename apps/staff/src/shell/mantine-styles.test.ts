import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const src = join(import.meta.dirname, '..')
const styles = join(dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css')), 'styles')
const listed = [
  ...readFileSync(join(import.meta.dirname, 'mantine-styles.ts'), 'utf8').matchAll(
    /styles\/([A-Za-z-]+)\.css/g,
  ),
].map(match => match[1] ?? '')

/** Every name that a screen imports from Mantine, with the file that does. */
const imported = (): { name: string; file: string }[] =>
  globSync('**/*.{ts,tsx}', { cwd: src }).flatMap(file =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].flatMap(
      match =>
        (match[1] ?? '')
          .split(',')
          .map(part => ({ name: part.trim(), file }))
          .filter(({ name }) => /^[A-Z]/.test(name)),
    ),
  )

test('each Mantine component on a screen has its styles in the bundle', () => {
  const names = imported()
  assert.ok(names.some(({ name }) => name === 'Button'))
  for (const { name, file } of names)
    if (existsSync(join(styles, `${name}.css`)))
      assert.ok(listed.includes(name), `${file} uses ${name}: import its styles in mantine-styles.ts`)
})

test('no style is listed that does not exist, and none twice', () => {
  assert.equal(new Set(listed).size, listed.length)
  for (const name of listed) assert.ok(existsSync(join(styles, `${name}.css`)), name)
})
