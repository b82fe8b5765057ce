import { readFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { Finding } from '../../checker/index.ts';
import { resourcePlaces, type TextPlace } from './resource-places.ts';

/** A place in a file; without a line it is the whole file. */
export interface Place extends Partial<TextPlace> {
  /** From the working folder, with slashes, or the whole path of what is outside of it. */
  readonly file: string;
}

/** A path as other tools name it: from the working folder where it is in there. */
export function shownFile(path: string): string {
  const inside = relative(process.cwd(), path);
  const isInside = inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
  return (isInside ? inside : path).split(sep).join('/');
}

/** Where findings are, in files. Each template is read once, when something in it is asked for. */
export class Places {
  readonly #checked: string;
  readonly #inTemplates = new Map<string, ReadonlyMap<string, TextPlace>>();

  /** @param checked the path that was checked, where a finding is that has no other place. */
  constructor(checked: string) {
    this.#checked = checked;
  }

  /** Where the app's code made the resource, then where the template has it; one at least. */
  of({ madeAt, file, logicalId }: Finding): [Place, ...Place[]] {
    const inTemplate = file === undefined ? undefined : this.#inTemplate(file, logicalId);
    const inSource = madeAt && { ...madeAt, file: shownFile(madeAt.file) };
    const [first, ...others] = [inSource, inTemplate].filter((place) => place !== undefined);
    return [first ?? { file: shownFile(this.#checked) }, ...others];
  }

  #inTemplate(file: string, logicalId: string): Place {
    const places = this.#inTemplates.get(file) ?? resourcePlaces(readFileSync(file, 'utf8'));
    this.#inTemplates.set(file, places);
    return { file: shownFile(file), ...places.get(logicalId) };
  }
}
