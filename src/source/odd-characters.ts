/**
 * What neither hides nor could begin a text read in the wrong encoding: ASCII but for its controls, and letters, punctuation and symbols of
 * most languages. The first class asks a short question that most characters answer, Chinese ones included.
 */
const ODD =
  /[^\x20-\x7e\u3400-\u9fff](?<![\t\n\r\x20-\x7e\xa1-\xac\xae-\xc1\xf5-\u02ff\u0370-\u0600\u2010-\u2027\u202f-\u205f\u2070-\u3163\u3165-\ud7ff\ud800-\udb3f\udc00-\udfff\uff00-\uff9f])/;

let last = { text: "", odd: false };

/** Whether a text holds characters that deserve a closer look. Two rules ask. */
export function holdsOddCharacters(text: string): boolean {
  if (text !== last.text) last = { text, odd: ODD.test(text) };
  return last.odd;
}
