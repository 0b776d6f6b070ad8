// The part of Electron's own default app that `electron [-r MODULE] PATH` needs; the stand-in comes without one.
const { app } = require('electron')
const { existsSync, readFileSync, statSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const rest = process.argv.slice(1)
const preloads = []
let target
while (rest.length > 0 && target === undefined) {
  const word = rest.shift()
  if (word === '-r' || word === '--require') preloads.push(rest.shift())
  else if (!word.startsWith('-')) target = path.resolve(word)
}

if (preloads.length > 0) Module._preloadModules(preloads)

if (target === undefined) {
  process.stdout.write('This is a stand-in Electron: name an app to start.\n')
  app.exit(2)
} else {
  let folder = target
  if (!statSync(target).isDirectory()) folder = path.dirname(target)
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { productName, name, version } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (productName || name) app.setName(productName || name)
    if (version) app.setVersion(version)
  }
  app.setAppPath(folder)
  require(target)
}
