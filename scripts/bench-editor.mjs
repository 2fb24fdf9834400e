// `node scripts/bench-editor.mjs [--rounds=N]`: how long a window takes to a usable editor, against a page that holds nothing
// but Monaco with the same parts, in the same browser. Milliseconds from the start of the navigation to the first line
// of text; the smallest of the rounds, each in a fresh browser context. The project's limit is three times.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from './chromium.mjs'
import { root } from './lib/tree.mjs'

const rounds = Number(process.argv.find((text) => text.startsWith('--rounds='))?.split('=')[1] ?? 5)
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' }
const SOURCE = 'import gc\nprint(gc.get_count())\n'

/** A page with one editor, built as the lab is. */
async function bareMonaco(folder) {
  const page = join(folder, 'page')
  mkdirSync(page)
  const monaco = join(root, 'src/renderer/editor/monaco')
  writeFileSync(
    join(page, 'index.html'),
    '<div id="editor" style="height:100vh"></div><script type="module" src="main.ts"></script>',
  )
  writeFileSync(
    join(page, 'main.ts'),
    `import { monaco } from ${JSON.stringify(monaco)}
monaco.editor.create(document.getElementById('editor')!, { value: ${JSON.stringify(SOURCE)}, language: 'python' })`,
  )
  const outDir = join(folder, 'out')
  await build({ root: page, configFile: false, logLevel: 'error', base: './', build: { outDir, minify: true } })
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    try {
      const body = readFileSync(join(outDir, path === '/' ? 'index.html' : path))
      response
        .writeHead(200, { 'content-type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream' })
        .end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}

async function lab(folder) {
  const args = [join(root, 'out/main/web.js'), '--port', '0', '--data-folder', join(folder, 'data')]
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise((done) => {
    let text = ''
    host.stdout.on('data', (chunk) => {
      text += chunk
      const found = /http:\/\/\S+/.exec(text)
      if (found) done(found[0])
    })
  })
  return { url, close: () => host.kill() }
}

async function usable(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const started = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('.monaco-editor .view-line span span').first().waitFor()
  const taken = performance.now() - started
  await context.close()
  return taken
}

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-editor-'))
const browser = await chromium.launch({
  executablePath: (await findChromium(chromium.executablePath())).path,
  args: process.platform === 'linux' ? ['--no-sandbox'] : [],
})
const pages = { bare: await bareMonaco(folder), lab: await lab(folder) }
const best = { bare: Number.POSITIVE_INFINITY, lab: Number.POSITIVE_INFINITY }
for (let round = 0; round < rounds; round++) {
  for (const name of ['bare', 'lab']) best[name] = Math.min(best[name], await usable(browser, pages[name].url))
}
await browser.close()
for (const page of Object.values(pages)) page.close()
rmSync(folder, { recursive: true, force: true })
console.log(
  `bare Monaco ${best.bare.toFixed(0)} ms, the lab ${best.lab.toFixed(0)} ms: ${(best.lab / best.bare).toFixed(2)} times`,
)
