import { expect, test } from 'vitest'
import { deviceType } from './deviceType.ts'

test.each([
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36',
    'Chrome 125 / macOS 15.0',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari 18 / macOS 10.15',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari 17 / iOS 17.5',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    'Edge 126 / Windows 10',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36',
    'Chrome 125 / Android 14',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140 / Linux'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'Linux'],
  ['aws-sdk-js/3.1169.0 ua/2.1 lang/js md/nodejs#20.20.2', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('%s', (userAgent, device) => {
  expect(deviceType(userAgent)).toBe(device)
})

test('however long a user agent is, its device is short', () => {
  expect(deviceType(`Chrome/${'1'.repeat(5000)} Android ${'2'.repeat(5000)}`).length).toBeLessThan(1024)
})
