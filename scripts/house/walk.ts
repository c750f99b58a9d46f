import path from 'node:path';
import ts from 'typescript';
import { root } from './modules';

/** A walk through the code that has been checked. */
export interface Walked {
  /** Those that a reader opens, in this order. */
  readonly files: readonly string[];
  /** Steps to which go to definition does not lead. */
  readonly hops: number;
  /** How often a reader comes back to a file that was left. */
  readonly returns: number;
  readonly problems: readonly string[];
}

type Callable = ts.FunctionLikeDeclaration | ts.PropertyDeclaration | ts.VariableDeclaration;

/**
 * Follows a walk: each step `file name` or `file Class.name` must exist, and an earlier step must call it, directly or
 * through an interface that its class has. A step behind `~` is a hop: it is handed on as a callback, or listens.
 */
export function follow(program: ts.Program, steps: readonly string[]): Walked {
  const checker = program.getTypeChecker();
  const problems: string[] = [];
  const been: Callable[] = [];
  const files: string[] = [];
  let hops = 0;
  let returns = 0;
  for (const step of steps) {
    const [file = '', name = ''] = step.replace('~ ', '').split(' ');
    const found = findFunction(program, file, name);
    if (found === undefined) {
      problems.push(`${file} has no ${name}`);
    } else if (step.startsWith('~ ')) {
      hops += 1;
    } else if (been.length > 0 && !been.some((earlier) => calls(checker, earlier, found))) {
      problems.push(`no earlier step calls ${name} in ${file}`);
    }
    if (found !== undefined) {
      been.push(found);
    }
    returns += files.includes(file) && files.at(-1) !== file ? 1 : 0;
    files.push(file);
  }
  return { files: [...new Set(files)], hops, returns, problems };
}

/** The program of everything that runs in Node.js. */
export function runtimeProgram(): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(root, 'tsconfig.json'),
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  return ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
}

function findFunction(program: ts.Program, file: string, name: string): Callable | undefined {
  const source = program.getSourceFile(path.join(root, file));
  let found: Callable | undefined;
  const visit = (node: ts.Node): void => {
    const isOne = ts.isFunctionLike(node) || ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
    if (found === undefined && isOne && nameOf(node) === name) {
      found = node as Callable;
    }
    ts.forEachChild(node, visit);
  };
  if (source !== undefined) {
    visit(source);
  }
  return found;
}

function nameOf(node: ts.SignatureDeclaration | ts.PropertyDeclaration | ts.VariableDeclaration): string {
  const own = ts.isConstructorDeclaration(node) ? 'constructor' : (node.name?.getText() ?? '');
  return ts.isClassDeclaration(node.parent) ? `${node.parent.name?.text ?? ''}.${own}` : own;
}

function calls(checker: ts.TypeChecker, caller: Callable, called: Callable): boolean {
  const wanted = called.name && checker.getSymbolAtLocation(called.name);
  const visit = (node: ts.Node): boolean => {
    const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
    const symbol = isName ? checker.getSymbolAtLocation(node) : undefined;
    const meant = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (meant !== undefined && (isSame(meant, wanted) || isImplementedBy(checker, meant, called))) {
      return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(caller);
}

/** A method of a generic class has another symbol for each type that the class is used with. */
function isSame(one: ts.Symbol, other: ts.Symbol | undefined): boolean {
  return (
    one === other || (one.valueDeclaration !== undefined && one.valueDeclaration === other?.valueDeclaration)
  );
}

/** Whether it is a method of an interface that the class of a method has. */
function isImplementedBy(checker: ts.TypeChecker, meant: ts.Symbol, { name, parent }: Callable): boolean {
  const face = meant.declarations?.[0]?.parent;
  if (face === undefined || !ts.isInterfaceDeclaration(face) || !ts.isClassDeclaration(parent)) {
    return false;
  }
  const isOfClass = checker.isTypeAssignableTo(
    checker.getTypeAtLocation(parent),
    checker.getTypeAtLocation(face),
  );
  return isOfClass && meant.name === name?.getText();
}
