export { monthQueries } from './count/count-figures.ts'
export { monthsToCount, settledMonth } from './count/months.rules.ts'
export { publishMonth } from './publish/publish-month.ts'
