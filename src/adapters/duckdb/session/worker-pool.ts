import { GildError } from '../../../errors/gild-error.ts'

interface Waiting {
  readonly needs: number
  grant(): void
  refuse(error: Error): void
}

/** Hands out `size` places in the order of asking. An exclusive one takes all of them, and nobody overtakes it. */
export class WorkerPool<T> {
  readonly #idle: T[]
  readonly #size: number
  readonly #waiting: Waiting[] = []
  #free: number
  #closed = false

  constructor(members: readonly T[]) {
    this.#idle = [...members]
    this.#size = members.length
    this.#free = members.length
  }

  async use<R>(work: (member: T) => Promise<R>, exclusive: boolean): Promise<R> {
    const needs = exclusive ? this.#size : 1
    await this.#take(needs)
    const member = this.#idle.pop()
    try {
      if (member === undefined) throw new Error('A pool without members')
      return await work(member)
    } finally {
      if (member !== undefined) this.#idle.push(member)
      this.#free += needs
      this.#grantNext()
    }
  }

  /** Refuses all who wait and all who come later. */
  close(): void {
    this.#closed = true
    for (const waiting of this.#waiting.splice(0)) waiting.refuse(new GildError('run-cancelled', {}))
  }

  #take(needs: number): Promise<void> {
    if (this.#closed) return Promise.reject(new GildError('run-cancelled', {}))
    return new Promise((grant, refuse) => {
      this.#waiting.push({ needs, grant, refuse })
      this.#grantNext()
    })
  }

  #grantNext(): void {
    let next = this.#waiting[0]
    while (next !== undefined && next.needs <= this.#free) {
      this.#waiting.shift()
      this.#free -= next.needs
      next.grant()
      next = this.#waiting[0]
    }
  }
}
