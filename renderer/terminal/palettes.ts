import type { ITheme } from '@xterm/xterm'
import type { TerminalTheme } from '#shared/contract/terminal'

/** The terminal's own colours, apart from the window's. Each text colour reaches 4.5:1 on its background. */
export const palettes: Readonly<
  Record<'light' | 'dark', ITheme & { foreground: string; background: string; cursor: string }>
> = {
  dark: {
    foreground: '#d7d9de',
    background: '#101113',
    cursor: '#d7d9de',
    cursorAccent: '#101113',
    selectionBackground: '#35507c99',
    scrollbarSliderBackground: '#ffffff1f',
    scrollbarSliderHoverBackground: '#ffffff33',
    scrollbarSliderActiveBackground: '#ffffff47',
    overviewRulerBorder: '#00000000',
    black: '#2a2c31',
    red: '#f0787a',
    green: '#7cc596',
    yellow: '#dcb46a',
    blue: '#7aa5f0',
    magenta: '#c49be8',
    cyan: '#6fc3cf',
    white: '#c9ccd3',
    brightBlack: '#868b95',
    brightRed: '#ff9a9b',
    brightGreen: '#9adcb0',
    brightYellow: '#f0cd8d',
    brightBlue: '#9dbff8',
    brightMagenta: '#d8b9f3',
    brightCyan: '#93dbe5',
    brightWhite: '#f4f5f7',
  },
  light: {
    foreground: '#24262b',
    background: '#ffffff',
    cursor: '#24262b',
    cursorAccent: '#ffffff',
    selectionBackground: '#b4cdf6aa',
    scrollbarSliderBackground: '#0000001f',
    scrollbarSliderHoverBackground: '#00000033',
    scrollbarSliderActiveBackground: '#00000047',
    overviewRulerBorder: '#00000000',
    black: '#24262b',
    red: '#b8292f',
    green: '#1f7241',
    yellow: '#865a00',
    blue: '#2456b5',
    magenta: '#8133ad',
    cyan: '#0d6a78',
    white: '#5d626c',
    brightBlack: '#6b707a',
    brightRed: '#a31e25',
    brightGreen: '#186337',
    brightYellow: '#754e00',
    brightBlue: '#1a479f',
    brightMagenta: '#6f2599',
    brightCyan: '#0a5c69',
    brightWhite: '#3a3d44',
  },
}

/** What programs are told when they ask the terminal for its colours. */
export function reportedTheme(theme: 'light' | 'dark'): TerminalTheme {
  const { foreground, background, cursor } = palettes[theme]
  return { foreground, background, cursor, dark: theme === 'dark' }
}

/** Own fonts of the three systems first, then what Linux usually has. */
export const TERMINAL_FONT =
  "ui-monospace, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'JetBrains Mono', 'DejaVu Sans Mono', 'Noto Sans Mono', 'Liberation Mono', monospace"
