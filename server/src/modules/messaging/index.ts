export { messagingMoves } from './merge/move-patron.store.ts'
export {
  planBreach,
  planMovedIn,
  Planned,
  planOnlineCode,
  planStatement,
} from './notice/plan-notices.store.ts'
export { messagingPersonal } from './personal.ts'
export { leaveNews } from './leave/leave-news.store.ts'
export { fuseMessages } from './fuse/fuse-messages.store.ts'
