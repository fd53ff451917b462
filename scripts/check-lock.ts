import { execFile } from 'node:child_process'
import { isDeepStrictEqual, promisify } from 'node:util'
import type { Check, Tree } from './check-tree.ts'

interface Packed {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly [part: string]: unknown
}

const PARTS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
/** The machines that Kaft runs on; npm drops the builds of others from the lock when it cannot find them. */
const MACHINES = ['x64', 'arm64']

export const checkLock: Check = {
  name: 'the lock is the one of the packages asked for, whole, and unchanged by installing',
  run: async tree => {
    const lock = JSON.parse(await tree.read('package-lock.json')) as { packages: Record<string, Packed> }
    const manifests = tree.files.filter(f => /(^|\/)package\.json$/.test(f) && !f.startsWith('demo/'))
    const asked = await Promise.all(manifests.map(file => disagreement(tree, file, lock.packages)))
    return [
      ...asked.flat(),
      ...Object.entries(lock.packages).flatMap(([path, p]) => faultOf(path, p) ?? []),
      ...missingBuilds(lock.packages),
      ...(await changedByNpm(tree)),
    ]
  },
}

async function disagreement(tree: Tree, file: string, packages: Record<string, Packed>): Promise<string[]> {
  const manifest = JSON.parse(await tree.read(file)) as Packed
  const locked = packages[file.replace(/\/?package\.json$/, '')] ?? {}
  const loose = PARTS.flatMap(part => Object.entries((manifest[part] ?? {}) as Record<string, string>))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${file} asks for ${name} ${version}: a version is named exactly`)
  const other = PARTS.filter(part => !isDeepStrictEqual(manifest[part] ?? {}, locked[part] ?? {}))
  return [...loose, ...other.map(part => `package-lock.json has other ${part} than ${file}: run npm install`)]
}

function faultOf(path: string, p: Packed): string | undefined {
  if (!path.includes('node_modules/') || p.link) return undefined
  if (p.resolved !== undefined) return `package-lock.json names a host for ${path}`
  return p.integrity === undefined ? `package-lock.json has no integrity for ${path}` : undefined
}

/** A package with a build for Linux on one of the machines has one for the other. */
function missingBuilds(packages: Record<string, Packed>): string[] {
  const builds = Object.keys(packages).filter(path => /linux-(x64|arm64)(?!.*\/)/.test(path))
  return builds.flatMap(path =>
    MACHINES.map(machine => path.replace(/linux-(x64|arm64)/, `linux-${machine}`))
      .filter(other => packages[other] === undefined)
      .map(other => `package-lock.json lacks ${other}: make it anew with node_modules absent`),
  )
}

const run = promisify(execFile)
const differs = (tree: Tree, ...files: string[]) =>
  run('git', ['diff', '--quiet', 'HEAD', '--', ...files], { cwd: tree.root }).then(
    () => false,
    (error: { code?: number }) => error.code === 1,
  )

/** Someone who asks for another package changes both; npm alone changes only the lock. */
async function changedByNpm(tree: Tree): Promise<string[]> {
  const manifests = tree.files.filter(f => /(^|\/)package\.json$/.test(f))
  const changed = (await differs(tree, 'package-lock.json')) && !(await differs(tree, ...manifests))
  return changed
    ? ['npm has changed package-lock.json while nothing else was asked for: put it back with git checkout']
    : []
}
