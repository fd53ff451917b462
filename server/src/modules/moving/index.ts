export { systems } from './mappings/all.ts'
export { type FolderAsk, loadFolder, type MoveTold, type SourceFile } from './steer/load-folder.ts'
export { movingPersonal } from './personal.ts'
