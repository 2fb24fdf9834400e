/** All messages. Each file holds English and Chinese side by side; the compiler refuses a key that one of them lacks. */
import { CHARTS_EN, CHARTS_ZH } from './messages-charts'
import { PANELS_EN, PANELS_ZH } from './messages-panels'
import { SHELL_EN, SHELL_ZH } from './messages-shell'

export const EN = { ...SHELL_EN, ...CHARTS_EN, ...PANELS_EN } as const
export const ZH: Record<keyof typeof EN, string> = { ...SHELL_ZH, ...CHARTS_ZH, ...PANELS_ZH }
