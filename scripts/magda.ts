import { openMagdaSimulator } from '../server/src/testing/magda.ts'

// MAGDA for who tries Kaft: answers every number of the test register with an invented address, on this machine only.
const simulator = await openMagdaSimulator(Number(process.env['PORT'] ?? 8090))
process.stdout.write(
  `MAGDA is simulated at ${simulator.url}\nStart Kaft with KAFT_MAGDA_URL=${simulator.url} KAFT_MAGDA_SENDER=proef.kaft/simulator KAFT_MAGDA_CAPACITY=1300\n`,
)
process.once('SIGINT', () => void simulator.close())
process.once('SIGTERM', () => void simulator.close())
