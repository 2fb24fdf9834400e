import type { LabClient, MethodName, Params, Result, ServiceEvent } from '../../protocol/service'

/**
 * The one door to the host. The entry file gives it the client of the transport at hand (the preload's or the
 * WebSocket's), a test gives it a fake.
 */
let client: LabClient | null = null

export function setClient(next: LabClient): void {
  client = next
}

function present(): LabClient {
  if (!client) throw new Error('The window has no connection to its host yet.')
  return client
}

/** Asks the host. Rejects with a message made for the user. */
export function invoke<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> {
  return present().invoke(method, params)
}

/** Hears all events of the host. Gives the function that ends it. */
export function subscribe(listener: (event: ServiceEvent) => void): () => void {
  return present().subscribe(listener)
}
