import { SAMPLE_COLUMNS, type SampleColumnName, type SampleTable } from '../../../src/protocol/samples'
import type {
  LabApi,
  LabClient,
  MethodName,
  Params,
  RecordingInfo,
  Result,
  ServiceEvent,
} from '../../../src/protocol/service'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

/** A host of which a test says what it answers; a method without an answer rejects, as a broken host would. */
export class FakeClient implements LabClient {
  readonly calls: { method: MethodName; params: unknown }[] = []
  private readonly listeners = new Set<(event: ServiceEvent) => void>()

  constructor(readonly answers: Partial<LabApi>) {}

  invoke<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> {
    this.calls.push({ method, params })
    const answer = this.answers[method]
    return answer ? answer(params) : Promise.reject(new Error(`no answer to ${method}`))
  }

  subscribe(listener: (event: ServiceEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  emit(event: ServiceEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  called(method: MethodName): unknown[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.params)
  }
}

/** A table of `length` samples in which column number c has the value c * 1000 + time at each row. */
export function samples(length: number, firstTime = 0): SampleTable {
  const rows = SAMPLE_COLUMNS.map((column, c) => [
    column.name,
    Float64Array.from({ length }, (_, i) => (column.name === 'time' ? firstTime + i : c * 1000 + firstTime + i)),
  ])
  return Object.fromEntries(rows) as Record<SampleColumnName, Float64Array>
}

export const chunk = (length: number, firstTime = 0) => ({ columns: samples(length, firstTime), length })

export function recordingInfo(id: string): RecordingInfo {
  return {
    id,
    name: id,
    created: '2026-01-01T12:00:00Z',
    file: null,
    bytes: 0,
    complete: true,
    settings: DEFAULT_SETTINGS,
    totals: null,
  }
}
