export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** What must be said beside the figures; a sentence each. */
  readonly notes?: readonly string[]
}

/** As Markdown, which reads well on a terminal too. */
export function printed({ head, rows, notes = [] }: Table): string {
  const all = [head, head.map(() => '---'), ...rows]
  return [all.map(row => `| ${row.join(' | ')} |`).join('\n'), ...notes].join('\n\n')
}

/** Milliseconds with one decimal. */
export const ms = (n: number): string => n.toFixed(1)
