import { type Query, sql } from '../../../base/sql.ts'

/** Months ahead in which events can be written. There is no default partition, so these must be made in time. */
export const makePartitions = (today: string): Query =>
  sql`select circulation.make_partitions(${today}::date) as made`
