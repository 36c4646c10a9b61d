/** The date engine: a scalar's text to an instant or a reason, and candidates for a date that is lost. */
export { adviceFor, generalAdvice, isoText } from "./advice.js";
export { type DateFields, daysInMonth, fieldsOfInstant, isLeapYear, sayDate } from "./calendar.js";
export { type DateCandidate, distinctStatements } from "./candidate.js";
export { consequenceOf, type DateEntry, rollsOverTo } from "./consequence.js";
export { type DateDialect, generatorDialects } from "./dialects.js";
export { type DateExplanation, explainDate } from "./explain.js";
export { type FoundDate, findDates } from "./find.js";
export { commonForm, type DateForm, formOfText, isoForm, writeDate } from "./form.js";
export { writeFormat } from "./format.js";
export { ADDRESS_KEYS, DATE_KEYS, publicationKeys } from "./keys.js";
export { dateNote } from "./note.js";
export { type DateOptions, type DateReading, type InvalidDate, instantOf, type ReadDate, readDate } from "./read.js";
export { type PlacedText, type RecoverySources, recoverDates } from "./recover.js";
export { type DateRepair, type LostDate, type RepairOptions, repairDate } from "./repair.js";
export { type DateRewrite, type RewriteOptions, rewriteDate } from "./rewrite.js";
export { localDay, type SettledDate, settleDate } from "./settle.js";
export type { DateShape } from "./written.js";
