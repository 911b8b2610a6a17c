const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{display:grid;place-items:center;min-height:100vh;margin:0}
main{width:min(22rem,calc(100vw - 2rem))}
h1{font-size:1.25rem;overflow-wrap:anywhere}
label{display:block;margin-top:1rem}
input,button{box-sizing:border-box;width:100%;padding:.6rem;font:inherit}
button{margin-top:1.5rem;cursor:pointer}
code{overflow-wrap:anywhere}
[role=alert]{border-inline-start:4px solid #c33;padding-inline-start:.75rem}
`

/** What a page may load and do: nothing but its own style. Where its form leads is left open, as that redirects to apps. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

/** Text as it may stand in markup and in quoted attributes, whatever is in it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A page without script. `body` is markup, in which whatever came from outside has been escaped. */
export function page(title: string, body: string, init: { status?: number; headers?: HeadersInit } = {}): Response {
  const headers = new Headers(init.headers)
  headers.set('content-type', 'text/html;charset=UTF-8')
  headers.set('content-security-policy', POLICY)
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</html>
`
  return new Response(html, { status: init.status ?? 200, headers })
}

/** An error page: nothing that a browser could go on from. Which text AWS shows for which mistake is reported [B]. */
export function errorPage(message: string, headers: HeadersInit = {}, status = 400): Response {
  return page('Something went wrong', `<p role="alert">${escaped(message)}</p>`, { status, headers })
}

/** One field of a form, with its label. */
export function field(label: string, name: string, attributes: string): string {
  return `<label for="${escaped(name)}">${escaped(label)}</label><input id="${escaped(name)}" name="${escaped(name)}" ${attributes}>`
}

/** A field that is sent and not shown. */
export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`
}
