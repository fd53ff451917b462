/** Every row of a list that comes in pages, one page after the other: for paper and for files. */
export async function everyRow<R>(
  pageAfter: (
    after: string | undefined,
  ) => Promise<{ readonly rows: readonly R[]; readonly next: string | null }>,
): Promise<R[]> {
  const rows: R[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await pageAfter(after)
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}
