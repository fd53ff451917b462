import { moveFields, type MoveMapping } from '@kaft/contract'

/** Why a mapping cannot be, by the name of what is wrong in it; null when it can. */
export function mappingFault(mapping: MoveMapping): string | null {
  for (const file of mapping.files) {
    if (file.match.split('*').every(part => part === '') && file.match !== '*') return file.match
    for (const give of file.gives) {
      const fields = moveFields[give.kind]
      if ((give.kind === 'titles') !== (file.format === 'marc')) return `${file.match}: ${give.kind}`
      for (const [name, column] of Object.entries(give.columns)) {
        if (!fields[name]) return `${give.kind}.${name}`
        if (column.codes !== undefined && !mapping.codes[column.codes]) return column.codes
      }
    }
  }
  return null
}
