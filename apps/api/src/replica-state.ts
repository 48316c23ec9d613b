/** Whether readers are answered from the replica: it answers and is not too far behind the primary. */
export type ReplicaState = {
	readonly state: 'up' | 'behind' | 'down';
	/** How old what it shows may be; undefined while that is not known. */
	readonly lagSeconds: number | undefined;
};
