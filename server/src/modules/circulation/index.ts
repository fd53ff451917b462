export { headFacts, headFindings } from './patron-page/head-findings.ts'
export { runningFines } from './patron-page/patron-loans.ts'
export { regulationPatterns } from './regulation/patterns/all.ts'
