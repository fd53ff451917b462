const cell = (value: string): string => (/[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
/** A cell that begins like a formula stays text: what somebody typed into a title runs in nobody's spreadsheet. */
const plain = (value: string): string => (/^[=+\-@]/.test(value) ? `'${value}` : value)

/** A CSV as spreadsheets here open it: semicolons, and a mark that says UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map(row => row.map(value => cell(plain(value))).join(';')).join('\r\n')}\r\n`

/** Hands a CSV to the browser as a file. */
export const saveCsv = (name: string, rows: readonly (readonly string[])[]): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
