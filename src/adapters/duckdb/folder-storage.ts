import type { Storage } from '../../ports/storage.ts'

/** A folder of a storage as a storage of its own. */
export function folderStorage(storage: Storage, folder: string): Storage {
  const inside = (path: string) => (path === '' ? folder : `${folder}/${path}`)
  return {
    list: (path, options) => storage.list(inside(path), options),
    read: path => storage.read(inside(path)),
    putIfAbsent: (path, data) => storage.putIfAbsent(inside(path), data),
    put: (path, data) => storage.put(inside(path), data),
    remove: path => storage.remove(inside(path)),
    sync: paths => storage.sync(paths.map(inside)),
    locate: path => storage.locate(inside(path)),
  }
}
