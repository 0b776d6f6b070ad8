import { palettes, type Theme } from './palette.ts'

/** Gives our own style sheets the palette. Set through the object model: the page's policy forbids style attributes in markup. */
export function applyPalette(root: HTMLElement, theme: Theme): void {
  root.dataset['theme'] = theme
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(palettes[theme])) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
}
