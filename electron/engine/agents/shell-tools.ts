/** Tools that run a command line in a shell, as the agents call them. What other tools work on is no command line. */
const SHELL_TOOLS = new Set([
  'bash',
  'shell',
  'local_shell',
  'shell_command',
  'exec_command',
  'run_shell_command',
  'powershell',
])

/** Whether what a tool of this name works on is a command line. */
export function isShellTool(tool: string): boolean {
  return SHELL_TOOLS.has(tool.toLowerCase())
}
