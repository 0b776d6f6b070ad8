/** Style sheets are imported for their effect; Vite bundles them. */
declare module '*.css'
declare module '@fontsource-variable/noto-sans-sc'
declare module '@fontsource-variable/noto-sans-mono'
