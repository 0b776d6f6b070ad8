import { theme as antd, type ThemeConfig } from 'antd'
import { palettes, type Theme } from './palette.ts'

export const textFont = "'Noto Sans SC Variable', system-ui, sans-serif"

/** antd's tokens for one theme, made from the palette: no component sets colours or sizes of its own. */
export function antdTheme(theme: Theme, reducedMotion: boolean): ThemeConfig {
  const colour = palettes[theme]
  return {
    algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    hashed: false,
    token: {
      fontFamily: textFont,
      fontSize: 13,
      lineHeight: 1.5,
      borderRadius: 6,
      controlHeight: 30,
      controlHeightSM: 26,
      motion: !reducedMotion,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.18s',
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.accentInk,
      colorError: colour.failed,
      colorErrorText: colour.failedInk,
      colorWarning: colour.attention,
      colorSuccess: colour.talking,
      colorText: colour.text,
      colorTextSecondary: colour.muted,
      colorTextTertiary: colour.muted,
      colorTextDescription: colour.muted,
      colorTextPlaceholder: colour.muted,
      colorBgLayout: colour.page,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.surface,
      colorBorder: colour.lineStrong,
      colorBorderSecondary: colour.line,
      boxShadow: colour.shadow,
      boxShadowSecondary: colour.shadow,
    },
    components: {
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Tooltip: { maxWidth: 340 },
    },
  }
}
