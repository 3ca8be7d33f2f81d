import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { RunningServer } from './owner.ts'
import type { Output } from './terminal.ts'
import { reportingErrors, type Work } from './work.ts'

// A command that finds a running server has that do the work. It sends POST /NAME, such as /sync, with a password and
// a JSON array of options. The answer comes while the work goes on: a line of JSON for each line of output.
type Message =
  | { readonly kind: 'out' | 'err'; readonly line: string }
  | { readonly kind: 'exit'; readonly code: number }

/**
 * Takes work from other processes of this machine, at a free port of the loopback address. `works` has it by the name of
 * the command. Nothing is taken before `admit` has set the password.
 */
export async function acceptWork(
  works: ReadonlyMap<string, Work>,
): Promise<{ server: Server; port: number; admit: (token: string) => void }> {
  let password: string | undefined
  const server = createServer(async (request, response) => {
    const work = request.method === 'POST' ? works.get(request.url?.slice(1) ?? '') : undefined
    if (!work || !password || request.headers.authorization !== `Bearer ${password}`) {
      response.writeHead(403).end()
      return
    }
    const send = (message: Message) => response.write(`${JSON.stringify(message)}\n`)
    const output = {
      out: (line: string) => send({ kind: 'out', line }),
      err: (line: string) => send({ kind: 'err', line }),
    }
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    const asked = async () => work(output, JSON.parse(await text(request)) as string[])
    send({ kind: 'exit', code: await reportingErrors(asked)(output, []) })
    response.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    admit: (token) => {
      password = token
    },
  }
}

/** Has the running server do the work of a command, prints what it says, and returns its exit code. */
export async function handOver(
  { port, token }: RunningServer,
  command: string,
  options: readonly string[],
  output: Output,
): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/${command}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(options),
  })
  if (!response.ok || !response.body)
    throw new Error(`The running server refused the work (${response.status})`)
  let exit = 1
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = JSON.parse(line) as Message
      if (message.kind === 'exit') exit = message.code
      else output[message.kind](message.line)
    }
  }
  return exit
}
