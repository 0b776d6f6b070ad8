export type Theme = 'light' | 'dark'

/**
 * The one list of colours. `theme.ts` hands it to antd and `apply.ts` to our own style sheets as `--<name>`.
 * Hue means state and nothing else: `…Ink` is for words and icons on the surfaces, the plain hue for bars, dots and shades.
 */
export interface Palette {
  page: string
  surface: string
  raised: string
  hover: string
  selected: string
  line: string
  lineStrong: string
  text: string
  muted: string
  accent: string
  accentInk: string
  onAccent: string
  ringing: string
  ringingInk: string
  talking: string
  talkingInk: string
  ended: string
  endedInk: string
  abandoned: string
  failed: string
  failedInk: string
  unknown: string
  unknownInk: string
  attention: string
  attentionInk: string
  shadow: string
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#f3f4f6',
    surface: '#ffffff',
    raised: '#f9fafb',
    hover: '#f1f4f9',
    selected: '#e4edfc',
    line: '#e2e5ea',
    lineStrong: '#c6ccd5',
    text: '#1c2127',
    muted: '#59626e',
    accent: '#2160d3',
    accentInk: '#1d56c0',
    onAccent: '#ffffff',
    ringing: '#e09a13',
    ringingInk: '#875400',
    talking: '#2f9e5d',
    talkingInk: '#176a3b',
    ended: '#9aa3af',
    endedInk: '#59626e',
    abandoned: '#c9ced6',
    failed: '#d9362b',
    failedInk: '#b3261e',
    unknown: '#9065c8',
    unknownInk: '#6a3fa3',
    attention: '#e8710a',
    attentionInk: '#a64700',
    shadow: '0 6px 24px rgb(16 24 40 / 16%)',
  },
  dark: {
    page: '#111418',
    surface: '#191d23',
    raised: '#1f242b',
    hover: '#232932',
    selected: '#1d304f',
    line: '#2c333d',
    lineStrong: '#485261',
    text: '#e5e8ec',
    muted: '#a0a9b6',
    accent: '#2e6be0',
    accentInk: '#7fabff',
    onAccent: '#ffffff',
    ringing: '#d99a2b',
    ringingInk: '#f0bb5a',
    talking: '#3aa569',
    talkingInk: '#62cf92',
    ended: '#6c7685',
    endedInk: '#a0a9b6',
    abandoned: '#474f5b',
    failed: '#e0574c',
    failedInk: '#ff8f85',
    unknown: '#9c74d4',
    unknownInk: '#c6a4f2',
    attention: '#e67c22',
    attentionInk: '#ffa35e',
    shadow: '0 6px 28px rgb(0 0 0 / 55%)',
  },
}
