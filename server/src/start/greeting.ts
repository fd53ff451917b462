import type { Opened } from './open.ts'

/** How many of the demonstration's accounts are named at the console. */
const SHOWN = 8

/** What the person who started Kaft reads when it is open. */
export function greeting(opened: Opened): string {
  const lines = ['Kaft is open.']
  if (opened.address) {
    lines.push(`  staff client   ${opened.address}/`, `  API            ${opened.address}/api/docs`)
  }
  if (opened.sip2) lines.push(`  SIP2           ${opened.sip2}   (self-service machines: docs/sip2.md)`)
  if (opened.demo && opened.address) {
    lines.push(
      `  demo sheet     ${opened.address}/demo/sheet.pdf   (cards, books, a badge, a crate: print it, or click them in the staff client)`,
      '',
      `Invented people, real books. Everybody's password is: ${opened.demo.password}`,
      ...opened.demo.accounts
        .slice(0, SHOWN)
        .map(a => `  ${a.login.padEnd(22)} ${a.name}, ${a.library}${a.branch ? `, ${a.branch}` : ''}`),
      `  … and ${opened.demo.accounts.length - SHOWN} more: ${opened.address}/demo/sheet.json`,
    )
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
