import type { Mark } from '@kaft/contract/items'

const leads: Readonly<Record<string, readonly Mark[]>> = {
  in_use: ['damaged', 'incomplete', 'missing', 'withdrawn'],
  damaged: ['repaired', 'incomplete', 'withdrawn'],
  incomplete: ['complete', 'damaged', 'withdrawn'],
  missing: ['found', 'withdrawn'],
  withdrawn: ['restored'],
}

/** What can be said of an item as it is: nothing of one that somebody has at home, or that is lost. */
export const marksFor = ({
  state,
  status,
}: {
  readonly state: string
  readonly status: string
}): readonly Mark[] => (status === 'on_loan' ? [] : (leads[state] ?? []))
