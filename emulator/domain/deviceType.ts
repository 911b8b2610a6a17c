/** Browsers, the particular before the general: every one of them also says that it is some other. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d{1,6})/],
  ['Opera', /\bOPR\/(\d{1,6})/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,6})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,6})/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d{1,6})/],
  ['Safari', /\bVersion\/(\d{1,6})[\d.]{0,20}(?: Mobile\/\w{1,20})? Safari\//],
]

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iOS', /\b(?:iPhone|CPU) OS (\d{1,4}(?:_\d{1,4})?)/],
  ['Android', /\bAndroid (\d{1,4}(?:\.\d{1,4})?)/],
  ['macOS', /\bMac OS X (\d{1,4}(?:[._]\d{1,4})?)/],
  ['Windows', /\bWindows NT (\d{1,4})/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

/**
 * What a session's record shows of a user agent: browser and operating system with their versions, such as
 * `Chrome 125 / macOS 15.0` [D]; one of the two where the other is not known [?]; `unknown` [D] where neither is, as
 * with an SDK outside browsers [?].
 */
export function deviceType(userAgent: string | undefined): string {
  return knownDevice(userAgent) ?? 'unknown'
}

/** The same, where anything is known. */
export function knownDevice(userAgent: string | undefined): string | undefined {
  const parts = [find(BROWSERS, userAgent ?? ''), find(SYSTEMS, userAgent ?? '')].filter((part) => part !== undefined)
  return parts.join(' / ') || undefined
}

function find(kinds: readonly (readonly [string, RegExp])[], userAgent: string): string | undefined {
  for (const [name, pattern] of kinds) {
    const found = pattern.exec(userAgent)
    if (found) return found[1] === undefined ? name : `${name} ${found[1].replace('_', '.')}`
  }
  return undefined
}
