import { escaped } from '../public/xml.rules.ts'

/** Grounds on which white letters keep a contrast of at least 7 to 1. */
const GROUNDS = [
  '#1f4e8c',
  '#1b6b3a',
  '#7a2e2e',
  '#4a3f73',
  '#0f5f73',
  '#6b4e16',
  '#44403c',
  '#7a2560',
] as const

const sum = (text: string): number =>
  [...text].reduce((all, c) => (all * 31 + (c.codePointAt(0) ?? 0)) % 65_521, 7)

/** Words in lines of at most so many letters; what does not fit ends in dots. */
export function linesOf(text: string, width: number, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(w => w !== '')) {
    const cut = word.length > width ? `${word.slice(0, width - 1)}…` : word
    if (line === '') line = cut
    else if (line.length + 1 + cut.length <= width) line = `${line} ${cut}`
    else {
      lines.push(line)
      line = cut
    }
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  const last = lines[most - 1] ?? ''
  return [...lines.slice(0, most - 1), `${last.slice(0, width - 1).trimEnd()}…`]
}

/** A cover that is drawn: the title and who made it, on a ground that a title always has. It holds no script and asks for nothing. */
export function drawnCover(of: { readonly title: string; readonly author: string | null }): string {
  const ground = GROUNDS[sum(of.title) % GROUNDS.length] ?? GROUNDS[0]
  const title = linesOf(of.title, 15, 7)
  const author = linesOf(of.author ?? '', 21, 2)
  const texts = [
    ...title.map(
      (line, i) => `<text x="28" y="${76 + i * 33}" font-size="24" font-weight="600">${escaped(line)}</text>`,
    ),
    ...author.map(
      (line, i) =>
        `<text x="28" y="${392 - (author.length - 1 - i) * 25}" font-size="18">${escaped(line)}</text>`,
    ),
  ]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 420" width="300" height="420">` +
    `<rect width="300" height="420" fill="${ground}"/><rect width="8" height="420" fill="#fff" fill-opacity=".35"/>` +
    `<g fill="#fff" font-family="system-ui,sans-serif">${texts.join('')}</g></svg>`
  )
}
