import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { searchTitles } from './search/search-titles.ts'
import { readTitle } from './title/read-title.ts'

export const cataloguingRoutes: readonly Route[] = [
  on(op.searchTitles, (ctx, { query }) => searchTitles(ctx, query)),
  on(op.readTitle, (ctx, { params }) => readTitle(ctx, params.title_id)),
]
