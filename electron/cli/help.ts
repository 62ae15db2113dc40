import { DEFAULT_TEMPLATE, templates } from '#shared/templates/index'

/** What `--help` prints, for the command and for each verb. */

const text = `  --task-file <file>   read the text from a file; - reads standard input (safest: no shell quoting)
  --task <text>        the text itself`

export const verbHelp: Readonly<Record<string, string>> = {
  delegate: `dot-agent-deck delegate --to <role> [--to <role> ...] (--task-file <file> | --task <text>)
                        [--after <task> ...] [--paths <path> ...]

Gives a task to one or more roles of your team. Several roles work side by side and form one batch.
For the orchestrator and for leads.

  --to <role>          who gets it; may be repeated
  --after <task>       wait until this task is done; may be repeated
  --paths <path>       claim a file or folder of the project: no other task that claims it runs meanwhile; may be repeated
${text}`,
  'work-done': `dot-agent-deck work-done (--task-file <file> | --task <text>) [--blocked | --failed] [--done]
                         [--lesson <text> ...]

Reports on the task in hand.

${text}
  --blocked            it cannot go on; the text says why
  --failed             it did not work; the text says what was tried
  --done               from the orchestrator: the whole run is finished
  --lesson <text>      propose a sentence for AGENTS.md; the person decides; may be repeated`,
  ask: `dot-agent-deck ask (--task-file <file> | --task <text>) [--person]

Asks whoever gave the task in hand a question about it.

${text}
  --person             ask the person instead`,
  answer: `dot-agent-deck answer --question <id> (--task-file <file> | --task <text>) [--approve]

Answers a worker's question, or decides on its plan. For the orchestrator and for leads.

  --question <id>      which one, such as q1
  --approve            of a plan: the work may begin; without it the plan is sent back
${text}`,
  plan: `dot-agent-deck plan (--task-file <file> | --task <text>)

Proposes a plan for the task in hand, where the config asks for one.

${text}`,
  tell: `dot-agent-deck tell --to <role> (--task-file <file> | --task <text>)

Passes a note to another agent of this run, where the config allows it (peers = true).

  --to <role>          whom it is for: all other agents of the role, or one of several by name ('coder 2')
${text}`,
  status: `dot-agent-deck status [--json]

Shows who is busy, with what, and for how long.`,
  tasks: `dot-agent-deck tasks [--json]

Shows all tasks of this run: their role, round, state and age.`,
  peek: `dot-agent-deck peek --role <role> [--lines <n>] [--json]

Shows a worker's terminal as text.

  --role <role>        whose: all agents of the role, or one of several by name ('coder 2')
  --lines <n>          how much of it, from the end (default 60)`,
  validate: `dot-agent-deck validate [-p <folder or file>] [--json]

Checks a project's .dot-agent-deck.toml and says where it is wrong and how to put it right.`,
  init: `dot-agent-deck init [-p <folder>] [--template <name>]

Writes a .dot-agent-deck.toml to start from. Never overwrites one.

  --template <name>    ${templates.map(({ id }) => id).join(', ')} (default ${DEFAULT_TEMPLATE})`,
  config: `dot-agent-deck config get <key> | set <key> <value>

Reads or changes a setting of the command.`,
  open: `dot-agent-deck open [folder]

Opens a project in DOT Agent Deck: in the one that runs, or in a new one.`,
  run: `dot-agent-deck run [folder] (--task-file <file> | --task <text>) [--orchestration <name>] [--trust] [--yes] [--json]

Starts a team without a window, gives the task to its orchestrator, and shows what happens until the run ends.
Exit code 0 when the orchestrator finished it, 1 when not. Ctrl+C ends every agent. What needs you is asked at the terminal; without one the run ends with 1 and says why.
Lessons for AGENTS.md are asked about at the end, or named where nobody is there.

${text}
  --orchestration <name>  which team, when the config has several
  --yes                agree to every approval and plan that the config asks of you
  --trust              agree to run the config's commands without being asked
  --json               print every journal event as one line of JSON`,
  serve: `dot-agent-deck serve [folder] [--port <n>] [--host <address>]

Serves the window to a browser on this machine and prints the address to open.

  --port <n>           default: any free port
  --host <address>     default: 127.0.0.1; others let your network in`,
  log: `dot-agent-deck log [<run>] [--json]
dot-agent-deck log --from <folder> [--json]

Lists the runs that were recorded, or tells what happened in one of them. Changes nothing, also while the run is open.

  <run>                its id, or the beginning of it
  --from <folder>      read an exported run instead
  --json               one JSON object a line: the runs, or every event of the journal`,
  export: `dot-agent-deck export <run> --to <folder>

Writes everything that is kept of a run into one folder: journal, tasks, reports, questions, evidence, the last screens,
a README.md to begin with, and a manifest with the SHA-256 of every file.

  <run>                its id, or the beginning of it
  --to <folder>        must not exist yet, or be empty`,
  watch: `dot-agent-deck watch --interval <seconds> <command>

Runs a shell command, waits, and runs it again, until Ctrl+C. What it printed stays until the next run prints something.
In a terminal: Enter runs it now, p pauses, c goes on.

  --interval <seconds>    between the end of one run and the next`,
  environment: `dot-agent-deck environment <file>

Writes the environment and the folder that it was called in to a file. The deck has it called in the shell that a workspace's
init_command leaves.`,
  demo: `dot-agent-deck demo [--json] [--keep]

Runs a small scripted team on a copy of a sample project, without any account. Takes less than a minute.

  --keep               leave the copy for you to look at
  --json               print every journal event as one line of JSON`,
}

export const generalHelp = `dot-agent-deck: a team of coding agents that works on your project

For you
  open [folder]        open a project in the app
  run [folder]         work a task to its end without a window
  serve [folder]       show the window in a browser
  demo                 see a team at work, without any account
  log, export          see what happened in a run; take it along
  watch                run a command again and again
  validate, init       check or create a project's .dot-agent-deck.toml
  config               read or change settings
  environment          write down a shell's environment, as workspaces do

For agents, inside a pane
  delegate             give a task to a worker
  work-done            report on a task
  ask, answer          ask or answer a question
  plan, tell           propose a plan; pass a note to another agent
  status, tasks, peek  see who does what

  <verb> --help        more about one of them
  --version            the version`
