import { type Json, type JsonObject, jsonOf, objectOf } from '../../template/json.ts';
import { flagOf, numberOf } from '../../template/scalars.ts';
import { messageOf } from '../hosting/thrown.ts';
import type { Resource } from './resource.ts';

/** Reads one resolved resource, and says which resource is wrong where a value is not what it must be. */
export class ResourceReader {
  readonly resource: Resource;
  readonly properties: JsonObject;

  constructor(resource: Resource) {
    this.resource = resource;
    this.properties = resource.properties();
  }

  text(name: string): string {
    const value = this.properties[name];
    if (typeof value === 'string') return value;
    throw this.fault(`${name} must be a string, got ${JSON.stringify(value)}`);
  }

  number(name: string, fallback: number): number {
    const value = this.properties[name] ?? fallback;
    const number = numberOf(value);
    if (Number.isFinite(number)) return number;
    throw this.fault(`${name} must be a number, got ${JSON.stringify(value)}`);
  }

  flag(name: string, fallback: boolean): boolean {
    return flagOf(this.properties[name], fallback);
  }

  /** An object, which a template may have as JSON text. */
  object(name: string): JsonObject {
    return objectOf(jsonOf(this.properties[name]));
  }

  list(name: string): Json[] {
    const value = this.properties[name];
    return Array.isArray(value) ? value : [];
  }

  fault(message: string, cause?: unknown): Error {
    return new Error(`${this.resource.path} (${this.resource.type}): ${message}.`, { cause });
  }

  /** Says which resource it was where an emulator refuses what its properties ask for. */
  async created<Answer>(request: Promise<Answer>): Promise<Answer> {
    try {
      return await request;
    } catch (cause) {
      throw this.fault(`it cannot be created: ${messageOf(cause)}`, cause);
    }
  }
}
