import { describe, expect, it } from 'vitest'
import { palettes, type Palette, type Theme } from '../../../../renderer/styles/palette.ts'

/** WCAG 2 contrast of two `#rrggbb` colours. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const mix = (share: number, hue: string, ground: string) =>
  `#${[1, 3, 5]
    .map((at) =>
      Math.round(Number.parseInt(hue.slice(at, at + 2), 16) * share + Number.parseInt(ground.slice(at, at + 2), 16) * (1 - share)),
    )
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`

const inks = ['text', 'muted', 'accentInk', 'ringingInk', 'talkingInk', 'endedInk', 'failedInk', 'unknownInk', 'attentionInk'] as const
const grounds = ['page', 'surface', 'raised', 'hover', 'selected'] as const

describe.each<Theme>(['light', 'dark'])('%s palette', (theme) => {
  const palette: Palette = palettes[theme]

  it('writes every ink on every ground at 4.5:1 or more', () => {
    const poor = inks.flatMap((ink) =>
      grounds.filter((ground) => contrast(palette[ink], palette[ground]) < 4.5).map((ground) => `${ink} on ${ground}`),
    )
    expect(poor).toEqual([])
  })

  it('keeps words readable on the deepest age shade and on the accent', () => {
    for (const hue of ['ringing', 'talking', 'unknown'] as const) {
      expect(contrast(palette.text, mix(0.46, palette[hue], palette.surface)), hue).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5)
  })
})
