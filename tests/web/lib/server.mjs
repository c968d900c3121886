// `serno serve` on a free port with a database in a temporary directory, and people to sign in with.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { binary } from './web.mjs'

const START_MS = 60_000
const STOP_MS = 30_000
const DEMO_UNITS = '2000'

const run = promisify(execFile)

function temporaryFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'serno-web-'))
}

let demo

/** A copy of the demo company, which is made once; { file, password } of the administrator. cleanUps gets what ends it. */
export async function demoCompany(cleanUps) {
  demo ??= makeDemo(cleanUps)
  return demo
}

async function makeDemo(cleanUps) {
  const folder = temporaryFolder()
  cleanUps.push(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'demo.db')
  const { stdout } = await run(binary, ['demo', '--db', file, '--units', DEMO_UNITS])
  const told = /^ +admin +(\S+) /m.exec(stdout)
  assert.ok(told, stdout)
  return { file, password: told[1] }
}

export class Server {
  #process
  #people = new Map()
  #token
  #said = ''

  /** db: { file, password } to work on a copy of; none: a new, empty database. arguments: more of them for `serno serve`. */
  constructor({ db, arguments: more = [] } = {}) {
    this.folder = temporaryFolder()
    this.file = path.join(this.folder, 'serno.db')
    this.port = 0
    this.more = more
    if (!db) return
    fs.copyFileSync(db.file, this.file)
    this.password = db.password
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  async start() {
    this.#said = ''
    const child = spawn(binary, ['serve', '--db', this.file, '--port', String(this.port), ...this.more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    process.once('exit', () => child.kill('SIGKILL'))
    this.port = await this.#listening(child)
    this.password ??= /one-time password (\S+)/.exec(this.#said)?.[1]
  }

  // The port, once the program has said it.
  async #listening(child) {
    let late
    const told = new Promise((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`the server did not start: ${this.#said}`)), START_MS)
      const hear = (bytes) => {
        this.#said += bytes
        const port = /listening on https?:\/\/[^ ]*:(\d+)\//.exec(this.#said)?.[1]
        if (port) resolve(Number(port))
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', () => reject(new Error(`the server ended: ${this.#said}`)))
    })
    return told.finally(() => clearTimeout(late))
  }

  async #end(signal) {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode
    const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    const code = await ended
    clearTimeout(late)
    return code
  }

  /** The hard way: nothing is tidied up. */
  async kill() {
    await this.#end('SIGKILL')
  }

  /** The soft way; it must end well. */
  async stop() {
    const code = await this.#end('SIGTERM')
    const odd = /Sanitizer|runtime error:|Assertion/.test(this.#said)
    assert.ok(code === 0 && !odd, `the server ended with ${code}: ${this.#said.slice(-4000)}`)
  }

  /** On the same port with the same database, after kill() or stop(). */
  async restart() {
    await this.start()
  }

  /** Stops it if it runs, and removes its database. */
  async end() {
    try {
      if (this.#process && this.#process.exitCode === null && this.#process.signalCode === null) await this.stop()
    } finally {
      fs.rmSync(this.folder, { recursive: true, force: true })
    }
  }

  /** One request, as the administrator unless a token is given (null: nobody's). An object goes as JSON, a text as it is. */
  async api(method, target, body, { token, headers = {} } = {}) {
    const bearer = token === undefined ? await this.#adminToken() : token
    const json = body !== undefined && typeof body !== 'string'
    const answer = await fetch(this.url + target, {
      method,
      body: json ? JSON.stringify(body) : body,
      headers: {
        ...(json ? { 'Content-Type': 'application/json' } : {}),
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        ...headers,
      },
    })
    const text = await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text }
  }

  /** api() that must succeed; gives the body. */
  async must(method, target, body, options) {
    const answer = await this.api(method, target, body, options)
    assert.ok(answer.status < 300, `${method} ${target}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async #adminToken() {
    if (!this.#token) {
      const said = await this.must('POST', '/v1/session', { name: 'admin', password: this.password }, { token: null })
      this.#token = said.token
    }
    return this.#token
  }

  /** Somebody with these roles, made when first asked for: { name, password, token (an API key), id, roles }. */
  person(roles, name = roles.join('-')) {
    if (name === 'admin') return Promise.resolve({ name, password: this.password, roles })
    if (!this.#people.has(name)) this.#people.set(name, this.#newPerson(roles, name))
    return this.#people.get(name)
  }

  async #newPerson(roles, name) {
    const password = 'correct horse battery staple'
    const user = await this.must('POST', '/v1/users', { name: `test-${name}`, roles, password })
    const key = await this.must('POST', '/v1/keys', { name: `key of ${name}`, user_id: user.id })
    return { name: user.name, password, token: key.token, id: user.id, roles }
  }
}
