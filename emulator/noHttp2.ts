/*
 * In the place of `node:http2` in the built emulator, which listens by HTTP/1.1 alone: the web server's adapter asks of
 * every request whether it is one of HTTP/2, and Node takes some ten milliseconds to load what it asks with.
 */

/** A class that nothing is ever made of. */
export function Http2ServerRequest(): void {}

export const constants = { NGHTTP2_NO_ERROR: 0 }
