import type { Command } from "./command.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";

interface CommandEntry {
  /** As it is typed: one or two words. */
  name: string;
  summary: string;
  load(): Promise<Command>;
}

const commands: readonly CommandEntry[] = [
  {
    name: "serve",
    summary: "start the notebook server and open it in the browser",
    load: async () => (await import("./commands/serve.ts")).serve,
  },
  {
    name: "run",
    summary: "run a notebook from top to bottom",
    load: async () => (await import("./commands/run.ts")).run,
  },
  {
    name: "export",
    summary: "turn an executed notebook into one HTML file",
    load: async () => (await import("./commands/export.ts")).exportReport,
  },
  {
    name: "ledger",
    summary: "list what executed notebooks reproduced of the articles",
    load: async () => (await import("./commands/ledger.ts")).ledger,
  },
  {
    name: "sample-data",
    summary: "write an invented shop whose truth is known",
    load: async () => (await import("./commands/sample-data.ts")).sampleData,
  },
  {
    name: "kernel install",
    summary: "register the kernel with Jupyter",
    load: async () => (await import("./commands/kernel-install.ts")).kernelInstall,
  },
];

const help = `ulm: notebooks for user-lifecycle management

Usage: ulm COMMAND [ARGUMENTS]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join("\n")}

ulm COMMAND --help tells more. With --debug an error shows where in the program it arose.

Exit codes
  0    done
  1    not done: a cell raised an error, a file is missing or malformed; the message says which and where
  2    the command line is wrong
  130  ended by Ctrl-C
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<ExitCode> {
  const debug = args.includes("--debug");
  const wantsHelp = args.includes("--help") || args.includes("-h");
  const rest = args.filter((argument) => !["--debug", "--help", "-h"].includes(argument));
  const entry = commands.find(({ name }) => name === rest.slice(0, name.split(" ").length).join(" "));
  try {
    if (entry === undefined) return showOverview(rest, wantsHelp);
    const command = await entry.load();
    if (wantsHelp) {
      process.stdout.write(command.help);
      return exitCode.success;
    }
    return await command.run(rest.slice(entry.name.split(" ").length));
  } catch (error) {
    return report(error, entry?.name, debug);
  }
}

function showOverview(args: string[], wantsHelp: boolean): ExitCode {
  if (args.length > 0) throw new UsageError(`there is no command "${args.join(" ")}"`);
  process[wantsHelp ? "stdout" : "stderr"].write(help);
  return wantsHelp ? exitCode.success : exitCode.usage;
}

function report(error: unknown, name: string | undefined, debug: boolean): ExitCode {
  const command = name === undefined ? "ulm" : `ulm ${name}`;
  if (debug) console.error(error);
  else console.error(`${command}: ${error instanceof Error ? error.message : String(error)}`);
  if (!(error instanceof UsageError)) return exitCode.failure;
  console.error(`Run "${command} --help" to see how it is used.`);
  return exitCode.usage;
}
