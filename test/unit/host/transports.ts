/** The same service behind each transport, for the contract suite: a client and the way to end it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import WebSocket from 'ws'
import { dispatch } from '../../../src/host/dispatch'
import { createLabService, type LabService } from '../../../src/host/lab-service'
import { staticFiles } from '../../../src/host/static-files'
import { startWebHost } from '../../../src/host/web-host'
import { sendEvent, setupIpc } from '../../../src/main/setup-ipc'
import { labBridge } from '../../../src/preload/bridge'
import { type WebSocketLike, webSocketClient } from '../../../src/protocol/client'
import type { LabClient, ServiceEvent } from '../../../src/protocol/service'
import { FakeIpc } from '../main/fake-electron'

const bundledScenarios = resolve(import.meta.dirname, '../../../scenarios')

export interface Connected {
  client: LabClient
  dataFolder: string
  close(): Promise<void>
}

export interface Transport {
  name: string
  connect(dataFolder: string): Promise<{ client: LabClient; close(): Promise<void> }>
}

type Emit = (event: ServiceEvent) => void
const service = (dataFolder: string, host: 'web' | 'electron', emit: Emit): LabService =>
  createLabService({ dataFolder, bundledScenarios, host, emit })

/** No transport at all: what the others are measured by. */
const inProcess: Transport = {
  name: 'in-process',
  async connect(dataFolder) {
    const listeners = new Set<Emit>()
    const lab = service(dataFolder, 'web', (event) => {
      for (const listener of listeners) listener(event)
    })
    const client: LabClient = {
      invoke: (method, params) => dispatch(lab, method, params) as never,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    return { client, close: () => lab.close() }
  },
}

const webSocket: Transport = {
  name: 'WebSocket',
  async connect(dataFolder) {
    const host = await startWebHost({
      port: 0,
      files: staticFiles(dataFolder),
      service: (emit) => service(dataFolder, 'web', emit),
    })
    const url = new URL(host.url)
    const { origin } = url
    url.protocol = 'ws:'
    url.pathname = '/ws'
    const connect = (address: string): WebSocketLike =>
      new WebSocket(address, { headers: { origin } }) as unknown as WebSocketLike
    const client = webSocketClient(url.href, { connect })
    return {
      client,
      async close() {
        client.close()
        await host.close()
      },
    }
  },
}

const ipc: Transport = {
  name: 'IPC',
  async connect(dataFolder) {
    const fake = new FakeIpc()
    const lab = service(dataFolder, 'electron', (event) => sendEvent([fake.contents], event))
    setupIpc(fake.main, lab)
    return { client: labBridge(fake.renderer), close: () => lab.close() }
  },
}

export const TRANSPORTS: Transport[] = [inProcess, webSocket, ipc]

/** A connection with a data folder of its own, which goes with it. */
export async function connected(transport: Transport): Promise<Connected> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'pymemlab-contract-'))
  const { client, close } = await transport.connect(dataFolder)
  return {
    client,
    dataFolder,
    async close() {
      await close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
