import type { JsonObject } from './json-row.ts';
import { scanJson } from '../bytes/json-scan.ts';
import { LIMITS } from '../checks/limits.ts';
import type { Place } from '../checks/problem.ts';
import { readPythonLiteral } from './python-literal.ts';
import { type Reading, refuseField } from './shape.ts';
import { describeTextFault, findTextFault } from '../checks/text-fault.ts';

/** A field that holds a list, or a string with a Python literal (or JSON) of one. An absent field stays absent. */
export function readLiteralField(
	record: JsonObject,
	field: string,
	place: Place,
): Reading<unknown> {
	const value = Object.hasOwn(record, field) ? record[field] : undefined;
	if (value == null) return { kind: 'read', value: undefined };
	if (typeof value !== 'string') return { kind: 'read', value };
	const literal = readPythonLiteral(value);
	if (literal.kind === 'value') return checkTexts(literal.value, { field, place });
	const json = parseJson(value);
	if (json !== undefined) return checkTexts(json, { field, place });
	const says = `the field \`${field}\` is not a Python literal: it ${literal.says} (character ${literal.at + 1}).`;
	return refuseField(place, { field, value, reason: 'invalid-literal', says });
}

function checkTexts(
	value: unknown,
	{ field, place }: { readonly field: string; readonly place: Place },
): Reading<unknown> {
	const fault = findTextFault(value, field);
	if (fault === undefined) return { kind: 'read', value };
	const says = `the field \`${fault.path}\` ${describeTextFault(fault)}.`;
	const { reason, path, text } = fault;
	return refuseField(place, { field: path, value: text, reason, says });
}

/** For `true`, `false` and `null`, which Python does not know. */
function parseJson(text: string): unknown {
	const scan = scanJson(text, LIMITS.jsonDepth);
	if (scan.isTooDeep || scan.duplicateKey !== undefined) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
