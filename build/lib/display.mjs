/** Whether there is a screen to open a window on. */
import { findProgram } from './programs.mjs'

/** True when a window can be shown. Only Linux may lack one. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** The command that runs `command` on a virtual screen when there is no real one and the means are there. */
export function onSomeDisplay(command, args) {
  if (hasDisplay() || !findProgram('xvfb-run')) return [command, args]
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', command, ...args]]
}

/** Electron refuses to start its sandbox as root. */
export function sandboxArguments() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
