import { checkSource, parseScenario } from '../lab/scenario'
import type { LabApi, MethodName } from '../protocol/service'
import type { ScenarioStore } from './scenario-store'

type ScenarioMethods = Pick<LabApi, Extract<MethodName, `scenarios.${string}`>>

export function scenarioMethods(store: ScenarioStore): ScenarioMethods {
  return {
    'scenarios.list': () => store.list(),
    'scenarios.read': ({ id }) => store.read(id),
    'scenarios.save': ({ id, name, source }) => store.save(id, name, source),
    'scenarios.rename': ({ id, name }) => store.rename(id, name),
    'scenarios.delete': async ({ id }) => ({ undo: await store.delete(id) }),
    'scenarios.restore': ({ undo }) => store.restore(undo),
    'scenarios.openFolder': ({ path }) => store.openFolder(path),
    'scenarios.check': async ({ source }) => ({
      diagnostics: checkSource(source),
      metadata: parseScenario(source).metadata,
    }),
  }
}
