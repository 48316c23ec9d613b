/** Of what somebody else had judged: how many orders of the two answers were played. */
export const RECORDED_ORDERS = ['one', 'both'] as const;
export type RecordedOrders = (typeof RECORDED_ORDERS)[number];
