/// <reference types="vite/client" />
import type { LabClient } from '../protocol/service'

declare global {
  interface Window {
    /** Set by the preload in Electron; absent in a browser. */
    lab?: LabClient
  }
}
