import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { patronHolds, titleQueue } from '@kaft/contract/holds'
import { readPatron } from '@kaft/contract/patrons'

/** What shows reservations, and is read anew when there is one more. */
export const refreshedByHolds = [patronHolds, readTitle, searchTitles, titleQueue, readPatron]
