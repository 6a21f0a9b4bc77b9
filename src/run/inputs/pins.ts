import type { Pin } from '../../ports/pin.ts'
import type { Warehouse } from '../../ports/warehouse.ts'

/** The version of each table that this run reads: resolved once, then replaced by what the run publishes. */
export interface Pins {
  /** Undefined where there is no table. */
  get(path: string): Promise<Pin | undefined>
  /** The node that writes this table has published, or found nothing to do. */
  set(pin: Pin): void
  /** The newest version, for a node that finds itself behind another run. */
  refresh(path: string): Promise<Pin | undefined>
}

export function createPins(warehouse: Pick<Warehouse, 'pin'>): Pins {
  const pins = new Map<string, Promise<Pin | undefined>>()
  function refresh(path: string): Promise<Pin | undefined> {
    const pin = warehouse.pin(path)
    pins.set(path, pin)
    return pin
  }
  return {
    get: path => pins.get(path) ?? refresh(path),
    set: pin => void pins.set(pin.path, Promise.resolve(pin)),
    refresh,
  }
}
