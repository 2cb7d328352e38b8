import { randomBytes } from 'node:crypto'
import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Makes a folder and those above it. Node's own recursion never ends where a file system takes no folder, such as /proc. */
export function makeFolder(path: string): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at)
  for (const folder of missing)
    try {
      mkdirSync(folder)
    } catch (error) {
      // Another run makes the same folder.
      if (!isFolder(folder)) throw error
    }
  if (!isFolder(path)) throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR' })
}

/** Writes a file that appears whole or not at all, also beside others that write it. A device or a pipe takes the text as it is. */
export function writeWhole(path: string, text: string): void {
  if (!isReplaceable(path)) {
    appendFileSync(path, text)
    return
  }
  makeFolder(dirname(path))
  // A link stays one.
  const full = existsSync(path) ? realpathSync(path) : resolve(path)
  const temporary = besides(full)
  try {
    writeFileSync(temporary, text, 'utf8')
    renameSync(temporary, full)
  } catch (error) {
    // A file that is mounted by itself cannot be replaced, only written over.
    if (codeOf(error) === 'EBUSY') writeFileSync(full, text, 'utf8')
    else throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Throws where a file cannot be written, as far as that is known before: to the nearest folder that is there. Leaves nothing. */
export function tryToWrite(path: string): void {
  if (!isReplaceable(path)) {
    accessSync(path, constants.W_OK)
    return
  }
  let folder = dirname(resolve(path))
  while (!existsSync(folder)) folder = dirname(folder)
  const probe = besides(join(folder, 'probe'))
  try {
    writeFileSync(probe, 'x')
  } finally {
    rmSync(probe, { force: true })
  }
}

/** False for devices, pipes and sockets, and for what leads to an open file of this process: there is nothing to rename over. */
export function isReplaceable(path: string): boolean {
  const stat = statOf(path)
  return stat === undefined || (stat.isFile() && !/^\/(dev|proc)\//.test(resolve(path)))
}

/** What stands at a path; undefined where nothing does, or nothing can: below a file, behind a circle of links. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function besides(full: string): string {
  return join(dirname(full), `.${basename(full).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`)
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true
}

/** What to do about a file that cannot be written, by the code of its error. */
export function remedyOf(code: string): string {
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'give a folder that this user may write to'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free space on the disk, or give a folder on another one'
  if (code === 'EFBIG') return 'raise the limit on the size of files (ulimit -f), or give another place'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands where a folder is needed: give another path'
  if (code === 'EISDIR' || code === 'ENOTEMPTY') return 'a folder stands at this path: give the path of a file'
  if (code === 'ENAMETOOLONG') return 'give a shorter path'
  return 'give another path'
}

/** `EROFS`: the code of an error of the file system. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error'
}
