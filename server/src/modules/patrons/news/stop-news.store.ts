import { type Query, sql } from '../../../base/sql.ts'

export const stopNewsOf = (patron_id: string, at: string): Query =>
  sql`select patrons.stop_news(${patron_id}, ${at})`
