/** The page's parts import style sheets; tests compile them too. */
declare module '*.css'
declare module '@fontsource-variable/noto-sans-sc'
declare module '@fontsource-variable/noto-sans-mono'
