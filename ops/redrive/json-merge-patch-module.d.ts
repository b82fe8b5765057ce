/** The package has no types of its own. */
declare module 'json-merge-patch' {
  const mergePatch: {
    /** Changes `target` by the rules of RFC 7396 and gives the result. */
    apply(target: unknown, patch: unknown): unknown;
    /** The patch that makes `after` of `before`; `undefined` where they are alike. */
    generate(before: unknown, after: unknown): unknown;
  };
  export default mergePatch;
}
