import { resolve } from "node:path";
import type { HostSpec } from "../../host/host-options.ts";
import { startHost, type Host } from "../../host/host.ts";
import type { Command } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { openBrowser } from "../open-browser.ts";
import { parseArguments } from "../parse-arguments.ts";
import { UsageError } from "../usage-error.ts";
import { watchForEnd } from "../watch-for-end.ts";

const help = `Usage: ulm serve [DIR] [--port N] [--no-browser] [--gateway] [--supervised]

Starts the notebook server on 127.0.0.1 and opens it in the browser. Ctrl-C ends it and its kernels.

  DIR            the folder to work in (default: "ULM Notebook" in your home folder)
  --port N       a port of your choice (default: any free one)
  --no-browser   only print the address
  --gateway      also print how Jupyter's own programs use these kernels: an address and a token, which is as good as a password
  --supervised   for a program that starts the server: one line of JSON on stdout says that it listens, or why not,
                 and the server ends when its stdin closes

ULM_HOST_SECRET keeps open windows signed in when the server is started again with it on the same port.
ULM_STATE_DIR is where recent files, progress and settings are kept, instead of the system's place for them.
`;

export const serve: Command = { help, run };

async function run(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parseArguments(
    args,
    {
      port: { type: "string" },
      "no-browser": { type: "boolean", default: false },
      gateway: { type: "boolean", default: false },
      supervised: { type: "boolean", default: false },
    },
    { least: 0, most: 1, name: "DIR" },
  );
  const spec: HostSpec = {
    workspace: positionals[0] === undefined ? undefined : resolve(positionals[0]),
    stateDirectory: process.env.ULM_STATE_DIR,
    secret: takeSecret(),
    port: parsePort(values.port),
  };
  // Before the server starts: whoever is told that it listens may end it at once.
  const watch = watchForEnd({ stdin: values.supervised });
  try {
    const say = values.supervised ? sayEvent : sayToPerson;
    const { "no-browser": isAlone, gateway } = values;
    return await serveUntil(watch.asked, spec, {
      opensBrowser: !isAlone,
      say,
      sayGateway: gateway ? sayGateway : () => {},
    });
  } catch (error) {
    if (!values.supervised) throw error;
    process.stdout.write(`${JSON.stringify({ event: "failed", message: (error as Error).message })}\n`);
    return exitCode.failure;
  } finally {
    watch.stop();
  }
}

interface Manners {
  opensBrowser: boolean;
  say(host: Host, opened: boolean): void;
  sayGateway(host: Host): void;
}

async function serveUntil(
  end: Promise<void>,
  spec: HostSpec,
  { opensBrowser, say, sayGateway }: Manners,
): Promise<ExitCode> {
  const host = await startHost(spec);
  // A link works once: whoever reads on gets one that no browser has used.
  const opened = opensBrowser && (await openBrowser(host.tokenUrl));
  say(host, opened);
  sayGateway(host);
  await end;
  await host.close();
  return exitCode.success;
}

/** The contract of docs/architecture.md. */
function sayEvent(host: Host, opened: boolean): void {
  const event = { event: "listening", url: host.tokenUrl, workspace: host.workspace, opened };
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function sayToPerson(host: Host, opened: boolean): void {
  console.log(`ULM Notebook is running in ${host.workspace}${opened ? " and open in your browser" : ""}.`);
  console.log(`\n  ${host.tokenUrl}\n\nThe address works once. Ctrl-C ends the server.`);
}

/** On stderr, so that a supervisor's line stays the only one on stdout. */
function sayGateway({ tokenUrl, token }: Host): void {
  const url = new URL("/", tokenUrl);
  console.error(`\n  JUPYTER_GATEWAY_URL=${url} JUPYTER_GATEWAY_AUTH_TOKEN=${token} jupyter notebook`);
}

/** The secret is for the server alone: kernels, which inherit the environment, do not get it. */
function takeSecret(): string | undefined {
  const { ULM_HOST_SECRET: secret } = process.env;
  delete process.env.ULM_HOST_SECRET;
  return secret;
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port ${text}: it must be a number from 0 to 65535`);
  return port;
}
