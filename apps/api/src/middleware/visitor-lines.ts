/** A place in a visitor's line. */
export type Place = {
	/** Resolves when it is this one's turn. */
	readonly turn: Promise<undefined>;
	/** Gives the place up, whether its turn has come or not. Safe to call twice. */
	readonly leave: () => void;
};

export type VisitorLines = {
	/** A place behind the visitor's others, `atOnce` of which have their turn; undefined when `waiting` wait already. */
	readonly enter: (visitor: string) => Place | undefined;
};

/** Lets each visitor do `atOnce` things at the same time while at most `waiting` more wait, in this process alone. */
export function openVisitorLines({
	atOnce,
	waiting,
}: {
	readonly atOnce: number;
	readonly waiting: number;
}): VisitorLines {
	const lines = new Map<string, { readonly start: () => void }[]>();
	return {
		enter: (visitor) => {
			const line = lines.get(visitor) ?? [];
			if (line.length >= atOnce + waiting) return undefined;
			const { promise: turn, resolve } = Promise.withResolvers<undefined>();
			const own = { start: () => resolve(undefined) };
			line.push(own);
			lines.set(visitor, line);
			if (line.length <= atOnce) own.start();
			const leave = () => {
				const at = line.indexOf(own);
				if (at === -1) return;
				line.splice(at, 1);
				if (line.length === 0) lines.delete(visitor);
				else line[atOnce - 1]?.start();
			};
			return { turn, leave };
		},
	};
}
