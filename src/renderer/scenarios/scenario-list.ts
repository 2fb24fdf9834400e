import type { ScenarioInfo } from '../../protocol/scenario'

/** Those whose title, name, topic or summary hold all words of the query. */
export function filterScenarios(list: readonly ScenarioInfo[], query: string): ScenarioInfo[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...list]
  return list.filter((info) => {
    const text = `${info.title} ${info.name} ${info.topic} ${info.summary}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Scenarios by topic, topics in the order in which they first come. */
export function topicsOf(list: readonly ScenarioInfo[]): [topic: string, items: ScenarioInfo[]][] {
  const topics = new Map<string, ScenarioInfo[]>()
  for (const info of list) {
    const topic = info.topic || info.id.replace(/^bundled:/, '').split('/')[0]
    topics.set(topic, [...(topics.get(topic) ?? []), info])
  }
  return [...topics]
}
