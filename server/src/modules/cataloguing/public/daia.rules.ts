import type { Item } from './find.ts'
import { oaiIdentifier, type PublicTitle } from './public-title.rules.ts'

/** Whether an item can be borrowed or read on the spot, and when it comes back (DAIA 1.0, "Service"). */
interface Service {
  readonly service: 'loan' | 'presentation'
  readonly href?: string
  /** `unknown`, or the day on which it is due. */
  readonly expected?: string
}

const OUT = new Set(['on_loan', 'in_transit', 'hold_shelf', 'on_order'])

function services(item: Item): { available: Service[]; unavailable: Service[] } {
  if (item.status === 'available')
    return item.loanable
      ? { available: [{ service: 'loan' }, { service: 'presentation' }], unavailable: [] }
      : { available: [{ service: 'presentation' }], unavailable: [{ service: 'loan' }] }
  const expected = OUT.has(item.status) ? { expected: item.due_on ?? 'unknown' } : {}
  return {
    available: [],
    unavailable: [
      { service: 'loan', ...expected },
      { service: 'presentation', ...expected },
    ],
  }
}

/** A title with its items in the form of DAIA 1.0 (Document Availability Information API). */
export function daiaDocument(
  title: PublicTitle,
  items: readonly Item[],
  at: { url: string; requested: string },
): object {
  return {
    id: oaiIdentifier(title.row.title_id),
    requested: at.requested,
    href: at.url,
    about: [title.facts.title, title.row.author].filter(Boolean).join(' / '),
    item: items.map(item => ({
      id: `kaft:item:${item.item_id}`,
      label: [item.shelf, item.call_number].filter(Boolean).join(' · '),
      department: {
        id: `kaft:branch:${item.branch_code}`,
        content: `${item.library_name}, ${item.branch_name}`,
      },
      ...(item.shelf === null ? {} : { storage: { content: item.shelf } }),
      ...services(item),
    })),
  }
}
