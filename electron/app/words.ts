/** The few words of menu, tray and system dialogs: they are shown by the OS, where the page's messages cannot reach. */

const zh = {
  app: '隐号台',
  file: '文件',
  edit: '编辑',
  view: '视图',
  window: '窗口',
  show: '显示窗口',
  quit: '退出',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  reload: '重新加载',
  zoomIn: '放大',
  zoomOut: '缩小',
  resetZoom: '实际大小',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  minimize: '最小化',
  close: '关闭窗口',
}

export type ShellWords = typeof zh

const en: ShellWords = {
  app: 'Maskline',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  show: 'Show window',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  reload: 'Reload',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  minimize: 'Minimize',
  close: 'Close window',
}

/** `language` as in the settings; `system` follows the OS, and any Chinese locale reads Chinese. */
export function shellWords(language: 'system' | 'zh-CN' | 'en', osLocale: string): ShellWords {
  const chinese = language === 'zh-CN' || (language === 'system' && /^zh\b/i.test(osLocale))
  return chinese ? zh : en
}
