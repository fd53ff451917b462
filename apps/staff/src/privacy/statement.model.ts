export interface Block {
  readonly key: string
  readonly kind: 'head' | 'list' | 'text'
  readonly lines: readonly string[]
}

const kindOf = (line: string): Block['kind'] =>
  line.startsWith('## ') ? 'head' : line.startsWith('- ') ? 'list' : 'text'
const bare = (line: string): string => line.replace(/^(## |- )/, '').trim()

/** The text of a statement in headings, lists and paragraphs: `## ` and `- ` are all the marks that there are. */
export function blocksOf(body: string): readonly Block[] {
  const blocks: { key: string; kind: Block['kind']; lines: string[] }[] = []
  let fresh = true
  for (const [no, line] of body.split('\n').entries()) {
    if (line.trim() === '') {
      fresh = true
      continue
    }
    const kind = kindOf(line)
    const last = blocks.at(-1)
    if (!fresh && last?.kind === kind && kind !== 'head') last.lines.push(bare(line))
    else blocks.push({ key: `${no} ${kind}`, kind, lines: [bare(line)] })
    fresh = false
  }
  return blocks
}
