/**
 * The built window as one handler of fetch-style requests: the web host wraps it in an http server, Electron takes it as
 * it is for its `app:` scheme. Both send the same headers.
 */
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/**
 * Monaco injects styles ('unsafe-inline' for style-src only) and draws squiggles as data: images. Nothing else may be
 * loaded from outside, no text becomes code, and nobody may frame the window.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Files whose name carries a hash of their content never change. */
const HASHED = /[\\/]assets[\\/]/

function refusal(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

export type StaticHandler = (request: Request) => Promise<Response>

/** Serves the files below `folder`; `/` is index.html. Whatever leads out of the folder, also through a link, is not found. */
export function staticFiles(folder: string): StaticHandler {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET and HEAD are understood.')
    const path = decoded(new URL(request.url).pathname)
    if (path === null) return refusal(400, 'The address is not well-formed.')
    const parts = path.split('/').filter((part) => part !== '')
    const missing = refusal(404, 'There is no such file.')
    if (parts.some((part) => part === '.' || part === '..' || /[\\\0:]/.test(part))) return missing
    const file = join(folder, ...(parts.length === 0 ? ['index.html'] : parts))
    const type = MEDIA_TYPES[extname(file)]
    if (type === undefined) return missing
    try {
      if (!(await realpath(file)).startsWith((await realpath(folder)) + sep)) return missing
      const body = await readFile(file)
      const cache = HASHED.test(file.slice(folder.length)) ? 'public, max-age=31536000, immutable' : 'no-cache'
      const headers = { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': cache }
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), {
        headers: { ...headers, 'Content-Length': String(body.length) },
      })
    } catch {
      return missing
    }
  }
}
