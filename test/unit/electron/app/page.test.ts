import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, pageFile, pageHeaders } from '../../../../electron/app/page.ts'

const folder = '/app/out/renderer'

describe('pageFile', () => {
  it('finds the page and its assets', () => {
    expect(pageFile('app://maskline/', folder)).toEqual({
      path: `${folder}/index.html`,
      type: 'text/html; charset=utf-8',
      isDocument: true,
    })
    expect(pageFile('app://maskline/assets/index-1.js?v=1', folder)).toMatchObject({
      path: `${folder}/assets/index-1.js`,
      isDocument: false,
    })
    expect(pageFile('app://maskline/assets/a%20b.woff2', folder)).toMatchObject({ path: `${folder}/assets/a b.woff2`, type: 'font/woff2' })
  })

  it.each([
    'app://maskline/..%2fmain%2fmain.js',
    'app://maskline/%2e%2e/%2e%2e/secret.json',
    'app://maskline/..%5c..%5csecret.json',
    'app://maskline/a%00.js',
    'app://maskline/%E0%A4%A.js',
    'app://elsewhere/index.html',
    'https://maskline/index.html',
    'app://maskline/assets/program.exe',
    'app://maskline/assets',
    'not an address',
  ])('finds nothing of ours behind %s', (url) => {
    const file = pageFile(url, folder)
    expect(file === null || file.path.startsWith(`${folder}/`)).toBe(true)
    // A URL parser takes dot segments and, here, not backslashes away: what is left lies in the folder.
    if (!/%2e|%5c/.test(url)) expect(file).toBeNull()
  })

  it('never leaves its folder, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '%2e%2e', '/', '%2f', 'a', '.', '%5c', 'x.js'), { maxLength: 12 }), (parts) => {
        const file = pageFile(`app://maskline/${parts.join('')}`, folder)
        return file === null || file.path.startsWith(`${folder}/`)
      }),
    )
  })
})

describe('the policy', () => {
  it('allows our own page and nothing unsafe or remote', () => {
    const policy = contentSecurityPolicy('abc', null)
    expect(policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; font-src 'self'; img-src 'self' data:; ` +
        `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
  })

  it('opens the dev server’s socket and script in development only', () => {
    const policy = contentSecurityPolicy('abc', { url: 'http://127.0.0.1:5173/' })
    expect(policy).toContain(`script-src 'self' 'nonce-abc'`)
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:5173;`)
    expect(policy).not.toContain('unsafe')
  })

  it('goes out with headers that stop guessing and keeping', () => {
    expect(pageHeaders('text/html', 'abc', null)).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' })
  })
})
