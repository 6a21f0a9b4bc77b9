import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { GildError } from '../errors/gild-error.ts'

export interface FolderServer extends AsyncDisposable {
  readonly url: string
}

export interface FolderServerOptions {
  /** Absolute. */
  readonly folder: string
  /** 0 takes any that is free. */
  readonly port: number
}

/** Only this machine reaches it: what a project says of itself is not for the whole network. */
const address = '127.0.0.1'

/** Serves the files of a folder until it is closed. Throws `port-in-use` and `port-refused`. */
export async function serveFolder({ folder, port }: FolderServerOptions): Promise<FolderServer> {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(listenError(error, port)))
    server.listen(port, address, resolve)
  })
  const bound = server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    url: `http://${address}:${actual}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      // A browser keeps its connections open.
      server.closeAllConnections()
      await closed
    },
  }
}

function listenError(error: Error, port: number): GildError {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new GildError('port-in-use', { port, address }, { cause: error })
  return new GildError('port-refused', { port, problem: String(code ?? error.message) }, { cause: error })
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const file = fileOf(folder, request.url ?? '/')
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined)
  if (file === undefined || found === undefined || !found.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file.\n')
    return
  }
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(file), response)
}

// Undefined for whatever would lead out of the folder.
function fileOf(folder: string, url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? '')
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    return file.startsWith(folder + sep) && !path.includes('\0') ? file : undefined
  } catch {
    return undefined
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
}
