/** The parameters of an AWS Query request. */
export interface QueryForm {
  /** A parameter's value, empty where it is empty; `undefined` where it is missing. */
  get(name: string): string | undefined;
  /** All values of a parameter, in their order. */
  all(name: string): string[];
  /** The members `name.member.1`, `name.member.2`, ... of a list in their order; empty where there are none. */
  list(name: string): string[];
  /**
   * The members of a list of structures, each as what gives its fields by name, a missing one as empty. They are numbered
   * from 1 without a gap.
   */
  members(name: string): ((field: string) => string)[];
}

/** Reads the body of an AWS Query request. What is no form gives a form without parameters that anyone asks for. */
export function parseQueryForm(body: string): QueryForm {
  const parameters = new URLSearchParams(body);
  return {
    get: (name) => parameters.get(name) ?? undefined,
    all: (name) => parameters.getAll(name),
    list: (name) => {
      const prefix = `${name}.member.`;
      return [...parameters]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([one], [other]) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)))
        .map(([, value]) => value);
    },
    members: (name) => {
      const keys = [...parameters.keys()];
      const members = [];
      for (let prefix = `${name}.member.1.`; keys.some((key) => key.startsWith(prefix)); ) {
        const own = prefix;
        members.push((field: string) => parameters.get(own + field) ?? '');
        prefix = `${name}.member.${members.length + 1}.`;
      }
      return members;
    },
  };
}
