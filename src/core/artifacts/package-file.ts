/** A file as the package that it belongs to sees it, which is how dbt's artifacts name it. */
export interface PackageFile {
  /** Relative to the project folder. */
  readonly file: string
  readonly packageFolder?: string | undefined
}

/** Relative to the folder of the package: `models/orders.sql`. */
export function fileInPackage({ file, packageFolder }: PackageFile): string {
  return packageFolder === undefined ? file : file.slice(packageFolder.length + 1)
}

/** Relative to the resource folder: `orders.sql`. */
export function fileInResourceFolder(of: PackageFile): string {
  const file = fileInPackage(of)
  return file.slice(file.indexOf('/') + 1)
}
