import { totalmem } from 'node:os'

/** As the engine takes it: half of what this process may use. A cgroup's limit counts where it is below the machine's memory. */
export function defaultMemoryLimit(): string {
  const machine = totalmem()
  const constrained = process.constrainedMemory()
  const available = constrained > 0 && constrained < machine ? constrained : machine
  return `${Math.max(256, Math.floor(available / 2 / 1024 / 1024))}MiB`
}
