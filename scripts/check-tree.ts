import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The files of a working copy, as the checks see them. */
export interface Tree {
  readonly root: string
  /** Paths from the root, with `/`, in order; without what is built or installed. */
  readonly files: readonly string[]
  read(file: string): Promise<string>
}

/** One rule of the house. */
export interface Check {
  /** What is so when it passes. */
  readonly name: string
  /** @returns one sentence for each fault; nothing when the rule is kept */
  run(tree: Tree): Promise<readonly string[]>
}

/** Reads the tree from git, new files included; a copy without git is read from the disk. */
export async function openTree(root: string): Promise<Tree> {
  const files = await listed(root)
  const texts = new Map<string, Promise<string>>()
  return {
    root,
    files,
    read: file => {
      const known = texts.get(file) ?? readFile(join(root, file), 'utf8')
      texts.set(file, known)
      return known
    },
  }
}

async function listed(root: string): Promise<string[]> {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const named = await run('git', words, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout }) => stdout.split('\0').filter(Boolean),
    () => undefined,
  )
  const { existsSync, globSync } = await import('node:fs')
  const left = (name: string) =>
    ['node_modules', 'dist', '.git', 'var', 'keys'].includes(name.split('/').at(-1) ?? '')
  const all = named ?? globSync('**/*.*', { cwd: root, exclude: left })
  return all.filter(f => existsSync(join(root, f))).toSorted()
}

/** Runs a program of `node_modules/.bin` in the tree. @returns what it printed when it failed */
export async function tool(tree: Tree, name: string, words: readonly string[]): Promise<readonly string[]> {
  const program = join(import.meta.dirname, '..', 'node_modules', '.bin', name)
  try {
    await run(program, [...words], {
      cwd: tree.root,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '1' },
    })
    return []
  } catch (error) {
    const {
      stdout = '',
      stderr = '',
      message,
    } = error as { stdout?: string; stderr?: string; message: string }
    const said = `${stdout}${stderr}`.trim()
    return [said === '' ? message : said]
  }
}
