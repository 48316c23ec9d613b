/** Goes up when a reader of the old columns would misread the new ones; new columns come at the end. */
export const BOARD_FORMAT = 'codejoust-board@3';
