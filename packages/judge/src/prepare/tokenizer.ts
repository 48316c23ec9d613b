import { readFile } from 'node:fs/promises';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IOnigLib } from 'vscode-textmate';
import { type LanguageName, loadGrammars } from './languages.ts';

/** A piece of a line with the names of everything that it is a part of, from the outside to the inside. */
export type Token = {
	/** Offsets in the line, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
	readonly scopes: readonly string[];
};

export type Tokenizer = (lines: readonly string[]) => readonly (readonly Token[])[];

let engine: Promise<IOnigLib> | undefined;
const opened = new Map<LanguageName, Promise<IGrammar>>();

/** Reads code as an editor does to colour it, by the TextMate grammar of its language. For the thread alone: a call may take long. */
export async function openTokenizer(name: LanguageName): Promise<Tokenizer> {
	const known = opened.get(name) ?? openGrammar(name);
	opened.set(name, known);
	const grammar = await known;
	return (lines) => {
		let state = textmate.INITIAL;
		return lines.map((line) => {
			const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
			state = ruleStack;
			return tokens.map(({ startIndex, endIndex, scopes }) => ({
				start: startIndex,
				end: Math.min(endIndex, line.length),
				scopes,
			}));
		});
	};
}

async function openGrammar(name: LanguageName): Promise<IGrammar> {
	const grammars = await loadGrammars(name);
	const byScope = new Map(grammars.map((grammar) => [grammar.scopeName, grammar]));
	const registry = new textmate.Registry({
		onigLib: (engine ??= openEngine()),
		loadGrammar: (scope) => Promise.resolve(byScope.get(scope) ?? null),
	});
	const own = grammars.at(-1);
	const grammar = own && (await registry.loadGrammar(own.scopeName));
	if (!grammar) throw new Error(`the grammar of ${name} could not be loaded`);
	return grammar;
}

async function openEngine(): Promise<IOnigLib> {
	const file = new URL(import.meta.resolve('vscode-oniguruma/release/onig.wasm'));
	await oniguruma.loadWASM(await readFile(file));
	return {
		createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
		createOnigString: (text) => new oniguruma.OnigString(text),
	};
}
