/** The parameters of an AWS Query request. */
export interface QueryForm {
  /** A parameter's value, empty where it is empty; `undefined` where it is missing. */
  get(name: string): string | undefined;
  /** The members `name.member.1`, `name.member.2`, ... of a list in their order; empty where there are none. */
  list(name: string): string[];
}

/** Reads the body of an AWS Query request. What is no form gives a form without parameters that anyone asks for. */
export function parseQueryForm(body: string): QueryForm {
  const parameters = new URLSearchParams(body);
  return {
    get: (name) => parameters.get(name) ?? undefined,
    list: (name) => {
      const prefix = `${name}.member.`;
      return [...parameters]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([one], [other]) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)))
        .map(([, value]) => value);
    },
  };
}
