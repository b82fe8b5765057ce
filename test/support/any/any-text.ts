import fc from 'fast-check';

/** What XML, and so SNS and SQS, cannot carry. */
export const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Any sequence of UTF-16 units: lone surrogates, control characters and U+FFFF among them. */
export const anyText = (constraints: { minLength?: number; maxLength?: number } = {}) =>
  fc
    .array(
      fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xfffe, 0xffff, 0xd800, 0xdfff)),
      constraints,
    )
    .map((units) => String.fromCharCode(...units));

/** The same without control characters but tabs and line breaks, which no email may have. */
export const anyReadableText = () => anyText().map((text) => text.replace(/[^\P{Cc}\t\r\n]/gu, '-'));
