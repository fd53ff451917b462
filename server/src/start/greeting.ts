import type { Opened } from './open.ts'

/** What the person who started Kaft reads when it is open. */
export function greeting(opened: Opened): string {
  const lines = ['Kaft is open.']
  if (opened.address) {
    lines.push(`  staff client   ${opened.address}/`, `  API            ${opened.address}/api/docs`)
  }
  if (opened.keysMade) {
    lines.push(
      '',
      `The key file was made: ${opened.keysMade}`,
      'Keep a copy of it elsewhere: without it, what is encrypted cannot be read.',
    )
  }
  return `${lines.join('\n')}\n`
}
