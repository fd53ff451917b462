export { messagingMoves } from './merge/move-patron.store.ts'
export { planMovedIn } from './notice/plan-notices.store.ts'
