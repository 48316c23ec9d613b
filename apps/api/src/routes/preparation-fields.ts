import {
	MISPLACED_CODES,
	type MisplacedCode,
	readAccepted,
} from '@codejoust/formats/checks/misplaced-text';
import { type PreparationOptions, readSample } from '@codejoust/formats/checks/preparation';
import { readFieldMap } from '@codejoust/formats/rows/field-map';
import { submissionQuery } from '@codejoust/contract/schemas/new-submission';
import { Refusal } from '../refusal.ts';
import { accept, gatherFaults } from './gather-faults.ts';

type Texts = { readonly sample?: string | undefined; readonly map?: string | undefined };

/** The fields of a query that say what is done to answers; refuses other values than true and false. */
export function readPreparation(query: Readonly<Record<string, string>>): PreparationOptions {
	const { strip_thinking, repair, ...others } = accept(preparationQuery, query, 'query');
	return {
		stripThinking: strip_thinking === 'true',
		repair: repair === 'true',
		...readSampleAndMap(others),
	};
}

/** Refuses what names no sample, and what is no list of names. */
export function readSampleAndMap({
	sample,
	map,
}: Texts): Pick<PreparationOptions, 'sample' | 'map'> {
	const { read, refuse } = gatherFaults();
	const number = read(() => (sample === undefined ? undefined : readSampleNumber(sample)));
	const names = read(() => (map === undefined ? undefined : readMap(map)));
	refuse();
	return names === undefined ? { sample: number } : { sample: number, map: names };
}

/** The codes of a field or of a query; refuses what is none. */
export function readAcceptedTexts(text: string | undefined): readonly MisplacedCode[] {
	if (text === undefined) return [];
	const { codes, unknown } = readAccepted(text);
	if (unknown.length === 0) return codes;
	const reason = `There is no such code; the codes are ${MISPLACED_CODES.join(', ')}.`;
	throw new Refusal(
		'invalid-input',
		'Not valid: accept.',
		unknown.map((value) => ({ name: 'accept', value, reason })),
	);
}

export function refuseText(name: string, value: string, reason: string): Refusal {
	return new Refusal('invalid-input', `Not valid: ${name}.`, [{ name, value, reason }]);
}

const preparationQuery = submissionQuery.pick({
	strip_thinking: true,
	repair: true,
	sample: true,
	map: true,
});

function readSampleNumber(text: string): number {
	const number = readSample(text);
	if (number === undefined)
		throw refuseText('sample', text, 'It is "first", or a number from 1 to 1000.');
	return number;
}

function readMap(text: string) {
	const read = readFieldMap(text);
	if (read.kind === 'refused') throw refuseText('map', text, read.says);
	return read.map;
}
