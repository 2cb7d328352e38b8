import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  declaration: true,
  isolatedDeclarations: true,
}

const imported = /((?:from|import)\s*\(?\s*["'])(\.[^"']+)\.ts(["'])/g

/**
 * The declarations of some entries and of every file whose types they name, by path below the top folder. Each file is
 * declared alone, which takes no type checking and so hardly any time; what crosses a file must have its type spelled out.
 */
export function declarations(entries: readonly string[], root: string): ReadonlyMap<string, string> {
  const done = new Map<string, string>()
  const waiting = entries.map((entry) => join(root, entry))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(root, file).replaceAll('\\', '/')
    if (done.has(name)) continue
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(file, 'utf8'), { compilerOptions, fileName: file })
    const first = diagnostics[0]
    if (first !== undefined) throw new Error(`${name}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`)
    for (const [, , target] of outputText.matchAll(imported)) waiting.push(join(dirname(file), `${target}.ts`))
    done.set(name, outputText.replace(imported, '$1$2.js$3'))
  }
  return done
}
