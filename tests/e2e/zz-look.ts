import { chromium } from 'playwright-core'
import { openKaft, sitDown } from './kaft.ts'
const [,, list, dir='/tmp/me-look/shots'] = process.argv
import { mkdirSync, readFileSync } from 'node:fs'
mkdirSync(dir,{recursive:true})
const kaft = await openKaft()
// lines: login|workstation or -|path|name|dark|phone
for (const line of readFileSync(list!, 'utf8').split('\n').filter(Boolean)) {
  const [login, ws, at, name, opts=''] = line.split('|')
  const o: any = { at }
  if (login !== '-') o.login = login
  if (ws && ws !== '-') o.workstation = ws.split('.').map((x,i)=> i? Number(x): x)
  if (opts.includes('dark')) o.colorScheme='dark'
  if (opts.includes('phone')) o.viewport={width:390,height:844}
  try {
    const d = await sitDown(kaft, o)
    await d.page.waitForTimeout(1500)
    await d.page.screenshot({ path: `${dir}/${name}.png`, fullPage: opts.includes('full') })
    await d.close()
  } catch (e) { console.log(name, String(e).slice(0,200)) }
}
console.log(kaft.faults)
await kaft.close()
