import { JUDGE_KINDS } from '@codejoust/contract/schemas/closed-lists';
import { BOARD_CODE_VERSION, computeBoardNumbers } from '../board-numbers.ts';
import { packBoardInput } from '../pack-board-input.ts';
import { roundedCanonicalJson } from '../rounded-canonical-json.ts';
import { asBoardInput, checkBattle, openDeciding } from './bundle-battles.ts';
import { checkHashes } from './bundle-hashes.ts';
import { type Difference, findDifferences } from './differences.ts';
import { hashAllEvidence } from './evidence-hash.ts';
import { type Bundle, readBundle, type UnreadableBundle } from './read-bundle.ts';

export type Recomputed =
	| {
			readonly kind: 'identical';
			readonly snapshotId: string;
			/** Of all judgments as the bundle has them: `hashAllEvidence`. */
			readonly evidence: string;
			readonly slices: number;
			readonly models: number;
			readonly battles: number;
			readonly judgments: number;
	  }
	| {
			readonly kind: 'different';
			readonly snapshotId: string;
			readonly evidence: string;
			/** The first 1000. */
			readonly differences: readonly Difference[];
			readonly total: number;
	  }
	| UnreadableBundle;

const MOST_DIFFERENCES = 1000;

/**
 * Rebuilds every number of a board from the judgments of its bundle, and every hash from what it is the hash of, and says
 * what differs from what the bundle claims: `path` names the place, `stored` is the claim. Trusts nothing in the bundle
 * but the judgments (and, without texts, the lengths of the answers). The snapshot's id depends on the numbers and on what
 * they are a function of; what else a judgment says is in `evidence` alone.
 */
export function recomputeBundle(text: string): Recomputed {
	const bundle = readBundle(text);
	if (bundle.kind === 'unreadable') return bundle;
	const { id: snapshotId } = bundle.header.snapshot;
	const evidence = hashAllEvidence(bundle.battles);
	const differences = listDifferences(bundle);
	if (differences.length > 0) {
		const total = differences.length;
		const shown = differences.slice(0, MOST_DIFFERENCES);
		return { kind: 'different', snapshotId, evidence, differences: shown, total };
	}
	const games = bundle.battles.flatMap((battle) => battle.games);
	return {
		kind: 'identical',
		snapshotId,
		evidence,
		slices: bundle.slices.length,
		models: bundle.models.length,
		battles: bundle.battles.length,
		judgments: games.reduce((sum, { judgments }) => sum + judgments.length, 0),
	};
}

function listDifferences(bundle: Bundle): readonly Difference[] {
	const { snapshot } = bundle.header;
	const version = findDifferences(
		'snapshot/code_version',
		snapshot.code_version,
		BOARD_CODE_VERSION,
	);
	const decideBattle = openDeciding(bundle);
	if (!decideBattle) {
		const { kind } = bundle.header.judge.definition;
		return findDifferences('judge/definition/kind', kind ?? null, JUDGE_KINDS.join(' or '));
	}
	const claims = [
		...checkHashes(bundle),
		...bundle.battles.flatMap((battle) => checkBattle(battle, decideBattle)),
	];
	// Another version's numbers are no evidence against these; what the bundle says of its texts and battles is.
	if (version.length > 0) return [...version, ...claims];
	const numbers = computeBoardNumbers(
		packBoardInput(asBoardInput(bundle, decideBattle)),
		bundle.header.judge.hash,
	);
	const stored = new Map(bundle.slices.map((slice) => [slice.slice, slice]));
	const computed = new Map(
		numbers.slices.map((slice) => [
			slice.slice,
			{ ...slice, rows: JSON.parse(slice.rows), rules: JSON.parse(slice.rules) },
		]),
	);
	const slices = [...new Set([...stored.keys(), ...computed.keys()])].flatMap((name) =>
		findDifferences(`slices/${name}`, asNumbers(stored.get(name)), asNumbers(computed.get(name))),
	);
	return [
		...claims,
		...findDifferences('snapshot/inputs_hash', snapshot.inputs_hash, numbers.inputsHash),
		...slices,
		...findDifferences('snapshot/id', snapshot.id, numbers.id),
	];
}

/** A slice as a tree whose rows are found by their submission; numbers rounded as they are when they are hashed. */
function asNumbers(
	slice:
		| {
				readonly questions: number;
				readonly rows: readonly Record<string, unknown>[];
				readonly rules?: unknown;
		  }
		| undefined,
): unknown {
	if (!slice) return undefined;
	const rows: readonly Record<string, unknown>[] = JSON.parse(roundedCanonicalJson(slice.rows));
	return {
		questions: slice.questions,
		order: rows.map(({ id }) => id),
		rows: Object.fromEntries(rows.map((row) => [String(row['id']), row])),
		rules: slice.rules === undefined ? undefined : JSON.parse(roundedCanonicalJson(slice.rules)),
	};
}
