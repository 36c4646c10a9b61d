/** Insertion modes of the HTML standard. Those of a page before and behind its body come last. */
export const IN_BODY = 0;
export const IN_TEMPLATE = 1;
export const IN_TABLE = 2;
export const IN_CAPTION = 3;
export const IN_COLUMN_GROUP = 4;
export const IN_TABLE_BODY = 5;
export const IN_ROW = 6;
export const IN_CELL = 7;
export const IN_SELECT = 8;
export const IN_SELECT_IN_TABLE = 9;
export const INITIAL = 20;
export const BEFORE_HTML = 21;
export const BEFORE_HEAD = 22;
export const IN_HEAD = 23;
export const AFTER_HEAD = 24;
export const AFTER_BODY = 25;
export const AFTER_AFTER_BODY = 26;
