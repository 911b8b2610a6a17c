// The reference: a bare node:http server that does nothing but two RS256 signatures per request, and sends an answer of
// the size that a sign-in's has. `node bare.mjs PORT subtle|node`: WebCrypto, or node:crypto's own threads.
import { generateKeyPairSync, sign as signNode } from 'node:crypto'
import { createServer } from 'node:http'

const [port, how] = process.argv.slice(2)
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const key = await crypto.subtle.importKey(
  'pkcs8',
  privateKey.export({ type: 'pkcs8', format: 'der' }),
  algorithm,
  false,
  ['sign'],
)
const claims = Buffer.alloc(700, 'a')
const rest = 'x'.repeat(3200)

/** @returns {Promise<Buffer>} */
function sign() {
  if (how === 'subtle')
    return crypto.subtle.sign(algorithm.name, key, claims).then((signature) => Buffer.from(signature))
  return new Promise((resolve, reject) => {
    signNode('sha256', claims, privateKey, (error, signature) => (error ? reject(error) : resolve(signature)))
  })
}

/** @param {import('node:http').ServerResponse} outgoing */
async function answer(outgoing) {
  const [one, other] = await Promise.all([sign(), sign()])
  const text = JSON.stringify({ one: one.toString('base64url'), other: other.toString('base64url'), rest })
  outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': text.length })
  outgoing.end(text)
}

createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => void answer(outgoing))
}).listen(Number(port), '127.0.0.1')
