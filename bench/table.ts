export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** As Markdown, which reads well on a terminal too. */
export function printed({ head, rows }: Table): string {
  const all = [head, head.map(() => '---'), ...rows]
  return all.map(row => `| ${row.join(' | ')} |`).join('\n')
}
