// @ts-nocheck: as the benches that it runs.
// `npm run bench -- NAME` runs one of these.
const benches = { emulator: () => import('./emulator.mjs') }
const [name = ''] = process.argv.slice(2)
if (!Object.hasOwn(benches, name)) {
  console.error(`Usage: npm run bench -- NAME, with NAME one of ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
await benches[name]()
