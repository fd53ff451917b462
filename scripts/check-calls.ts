import type { Check } from './check-tree.ts'

/** `told?.(await save())`: where nobody is told, nothing is saved either. */
const LOST = /\?\.\(\s*await\b/

export const checkCalls: Check = {
  name: 'nothing waits inside the brackets of a call that may not be made',
  run: async tree => {
    const faults: string[] = []
    for (const file of tree.files.filter(f => /\.tsx?$/.test(f) && !f.startsWith('scripts/check-'))) {
      if (LOST.test(await tree.read(file)))
        faults.push(`${file} awaits inside ?.( ): it does not run where there is nothing to call`)
    }
    return faults
  },
}
