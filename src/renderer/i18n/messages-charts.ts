/** Text of the charts and of the panels below them. */
export const CHARTS_EN = {
  'charts.empty': 'Run the scenario to see its memory over time.',
} as const

export const CHARTS_ZH: Record<keyof typeof CHARTS_EN, string> = {
  'charts.empty': '运行脚本，即可看到内存随时间的变化。',
}
