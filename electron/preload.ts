import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'

// The names are put in at build time: a sandboxed preload can import nothing, and it must not pass on names that are not in the contract.
contextBridge.exposeInMainWorld('maskline', {
  call: (channel: string, input: unknown): Promise<unknown> =>
    __CHANNELS__.includes(channel) ? ipcRenderer.invoke(channel, input) : Promise.reject(new Error('no such channel')),
  on: (channel: string, listener: (payload: unknown) => void): (() => void) => {
    if (!__NEWS__.includes(channel)) throw new Error('no such channel')
    const pass = (_event: IpcRendererEvent, payload: unknown) => listener(payload)
    ipcRenderer.on(channel, pass)
    return () => void ipcRenderer.off(channel, pass)
  },
})
