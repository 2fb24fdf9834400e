import { contextBridge, ipcRenderer } from 'electron'
import { labBridge } from './bridge'

contextBridge.exposeInMainWorld('lab', labBridge(ipcRenderer))
