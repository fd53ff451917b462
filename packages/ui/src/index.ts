export * from './contrast.ts'
export * from './icons.ts'
export * from './spine.tsx'
export * from './tokens.ts'
