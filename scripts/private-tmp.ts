import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder for temporary files of this run and of everything that it starts: what still works there afterwards was
 * left by it, and two runs on one machine do not meet. Imported first: what comes after asks for the place once.
 */
export const privateTmp = mkdtempSync(join(tmpdir(), 'kaft-run-'))
// Below root, PostgreSQL runs as somebody else.
chmodSync(privateTmp, 0o755)
process.env['TMPDIR'] = privateTmp
process.on('exit', () => rmSync(privateTmp, { recursive: true, force: true }))
