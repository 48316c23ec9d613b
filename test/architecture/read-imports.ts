import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';

export type Import = {
	readonly specifier: string;
	/** Nothing of it is left when the program runs. */
	readonly isType: boolean;
};

const known = new WeakMap<ProjectFile, readonly Import[]>();

/** Every module that a file imports or exports from, dynamic imports and import types included. */
export function readImports(file: ProjectFile): readonly Import[] {
	const found = known.get(file) ?? findImports(file);
	known.set(file, found);
	return found;
}

function findImports(file: ProjectFile): readonly Import[] {
	const found: Import[] = [];
	const add = (node: ts.Node | undefined, isType: boolean) => {
		if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, isType });
	};
	walk(parse(file), (node) => {
		if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
		else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
		else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
			add(node.argument.literal, true);
		else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
			add(node.arguments[0], false);
	});
	return found;
}

/** Whether the file reads or writes `process.env`. */
export function usesEnvironment(file: ProjectFile): boolean {
	let isUsed = false;
	walk(parse(file), (node) => {
		if (ts.isPropertyAccessExpression(node) && node.name.text === 'env')
			isUsed ||= ts.isIdentifier(node.expression) && node.expression.text === 'process';
		if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
			isUsed ||= /^(node:)?process$/.test(node.moduleSpecifier.text);
	});
	return isUsed;
}

function parse({ path, text }: ProjectFile): ts.SourceFile {
	const code = path.endsWith('.svelte') ? readScripts(text) : text;
	return ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
}

function readScripts(component: string): string {
	const scripts = component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map((match) => match[1] ?? '').join('\n');
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
	if (!importClause) return false;
	if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	const { name, namedBindings } = importClause;
	if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
	return namedBindings.elements.every((element) => element.isTypeOnly);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
	visit(node);
	ts.forEachChild(node, (child) => walk(child, visit));
}
