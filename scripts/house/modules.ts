import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The repository. */
export const root = path.join(__dirname, '../..');

/** A file of code: what it imports of ours, types included, and the names that it declares and exports. */
export interface Module {
  /** From the root of the repository. */
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly string[];
  readonly exported: readonly string[];
}

/** Every file of code that Git knows. */
export function readModules(): Module[] {
  const listed = execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.cjs', '*.js'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .trim()
    .split('\n')
    .filter((file) => existsSync(path.join(root, file)))
    .map(readModule);
}

function readModule(file: string): Module {
  const text = readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return {
    file,
    lines: text.split('\n').length - 1,
    imports: [...new Set(specifiersIn(source).flatMap((specifier) => resolve(file, specifier)))],
    exported: source.statements.filter(isExported).flatMap(namesOf),
  };
}

/** What stands behind `from`, in `import()` (of types, too) and in `require()`. */
function specifiersIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push(specifier.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier;
  }
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  }
  if (ts.isExternalModuleReference(node)) {
    return node.expression;
  }
  const isImport = ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText());
  return isImport ? node.arguments[0] : undefined;
}

/** The file of ours that is meant; none for a package. */
function resolve(from: string, specifier: string): string[] {
  if (!specifier.startsWith('.')) {
    return [];
  }
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const files = [base, `${base}.ts`, `${base}/index.ts`].filter((file) => /\.[cm]?[jt]s$/.test(file));
  return files.filter((file) => existsSync(path.join(root, file))).slice(0, 1);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    const names = statement.declarationList.declarations.map(({ name }) => name);
    return names.flatMap((name) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}
