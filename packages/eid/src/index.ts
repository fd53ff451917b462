export { cardNumberIsValid, writtenCardNumber } from './card-number.ts'
export { readEidFile } from './eid-file.ts'
export { type CardFields, type CardRead, type Dropped, dropped, readCardFiles } from './read-card.ts'
