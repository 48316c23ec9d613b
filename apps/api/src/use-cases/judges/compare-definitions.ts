import type { JudgeChanges } from '@codejoust/contract/schemas/judge-registry';
import { diffLines } from './diff-lines.ts';

type Definition = Readonly<Record<string, unknown>>;
export type NamedDefinition = { readonly name: string; readonly definition: Definition };

const PROMPTS = ['systemPrompt', 'userTemplate'] as const;

/** What a judge version pins otherwise than another, field by field, and the prompts line by line. */
export function compareDefinitions(since: NamedDefinition, judge: NamedDefinition): JudgeChanges {
	const before = flatten(since.definition);
	const after = flatten(judge.definition);
	const names = [...new Set([...before.keys(), ...after.keys()])];
	return {
		judge: judge.name,
		since: since.name,
		fields: names
			.filter((field) => JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field)))
			.map((field) => ({
				field,
				before: before.get(field) ?? null,
				after: after.get(field) ?? null,
			})),
		prompts: PROMPTS.flatMap((field) => {
			const [was, is] = [since.definition[field], judge.definition[field]].map(asText);
			if (was === is) return [];
			const lines = diffLines(was ?? '', is ?? '');
			const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
			return [{ field, added: count('added'), removed: count('removed'), lines: [...lines] }];
		}),
	};
}

/** Everything but the prompts by its dotted path; a list is one value. */
function flatten(value: Definition, prefix = ''): ReadonlyMap<string, unknown> {
	return new Map(
		Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
			const path = `${prefix}${name}`;
			if (PROMPTS.some((prompt) => prompt === path) || inner === undefined) return [];
			if (isRecord(inner)) return [...flatten(inner, `${path}.`)];
			return [[path, inner]];
		}),
	);
}

function isRecord(value: unknown): value is Definition {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
