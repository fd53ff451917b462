export { messagingMoves } from './merge/move-patron.store.ts'
