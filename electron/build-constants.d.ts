/** Put in by electron.vite.config.ts. */
declare const __CHANNELS__: readonly string[]
declare const __NEWS__: readonly string[]
/** The Electron version of package.json, e.g. `45.4.1`. */
declare const __PINNED_ELECTRON__: string
