// `npm run bench -- NAME` runs one of these.
/** @type {Readonly<Record<string, () => Promise<unknown>>>} */
const benches = {
  emulator: () => import('./emulator/main.ts'),
  pace: () => import('./pace.mjs'),
  page: () => import('./page.mjs'),
  srp: () => import('./srp.mjs'),
  table: () => import('./table.mjs'),
}
const [name = ''] = process.argv.slice(2)
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (!bench) {
  console.error(`Usage: npm run bench -- NAME, with NAME one of ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
await bench()
