import { isAbsolute } from 'node:path'
import {
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  MessageChannelMain,
  clipboard,
  dialog,
  ipcMain,
  nativeTheme,
  shell,
} from 'electron'
import type { z } from 'zod'
import type { LinkPort } from '../link/port'
import { externalAddress } from './addresses'
import { channel, message } from './channels'
import { electronPort } from './message-port'
import type { Selection } from './notification-policy'
import { isTrusted } from './security'

/** What the app does with the messages of its window. */
export interface IpcHandlers {
  window(): BrowserWindow | null
  onPort(port: LinkPort): void
  onSelection(selection: Selection): void
  log(line: string): void
}

/** Answers the window. Every message is checked here once: who sends it, and what is in it. */
export function answerWindow(handlers: IpcHandlers): void {
  function accepts<T>(
    event: IpcMainEvent | IpcMainInvokeEvent,
    schema: z.ZodType<T>,
    input: unknown,
  ): T | undefined {
    const parsed = schema.safeParse(input)
    if (isTrusted(event.senderFrame) && parsed.success) return parsed.data
    handlers.log('ipc: refused a message that is not ours')
    return undefined
  }
  function listen<T>(
    name: string,
    schema: z.ZodType<T>,
    take: (content: T, event: IpcMainEvent) => void,
  ): void {
    ipcMain.on(name, (event, input: unknown) => {
      const content = accepts(event, schema, input)
      if (content !== undefined) take(content, event)
    })
  }
  function answer<T, R>(name: string, schema: z.ZodType<T>, give: (content: T) => R | Promise<R>): void {
    ipcMain.handle(name, (event, input: unknown) => {
      const content = accepts(event, schema, input)
      if (content === undefined) throw new Error('This message is not right.')
      return give(content)
    })
  }

  listen(channel.connect, message.connect, (word, event) => {
    const { port1, port2 } = new MessageChannelMain()
    handlers.onPort(electronPort(port1))
    event.senderFrame?.postMessage(channel.port, word, [port2])
  })
  listen(channel.selection, message.selection, handlers.onSelection)
  listen(channel.theme, message.theme, (theme) => {
    nativeTheme.themeSource = theme
  })
  ipcMain.handle(channel.pickFolder, async (event) => {
    if (!isTrusted(event.senderFrame)) throw new Error('This message is not right.')
    const window = handlers.window()
    const options = {
      title: 'Open a project folder',
      buttonLabel: 'Open',
      properties: ['openDirectory' as const, 'createDirectory' as const],
    }
    const result = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options)
    return result.canceled ? null : (result.filePaths[0] ?? null)
  })
  answer(channel.openExternal, message.place, async (text) => {
    const address = externalAddress(text)
    if (address === null) throw new Error('Only web and mail addresses can be opened.')
    await shell.openExternal(address)
  })
  answer(channel.revealFile, message.place, (path) => {
    if (!isAbsolute(path)) throw new Error('Only a file with its whole path can be shown.')
    shell.showItemInFolder(path)
  })
  answer(channel.copyText, message.clipboard, (text) => clipboard.writeText(text))
  ipcMain.handle(channel.readClipboard, (event) => {
    if (!isTrusted(event.senderFrame)) throw new Error('This message is not right.')
    return clipboard.readText()
  })
}
