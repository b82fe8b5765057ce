/** The package has no types of its own. */
declare module 'json-merge-patch' {
  const mergePatch: {
    /** Changes `target` by the rules of RFC 7396 and gives the result. */
    apply(target: unknown, patch: unknown): unknown;
  };
  export default mergePatch;
}
