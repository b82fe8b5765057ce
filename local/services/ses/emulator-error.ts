import type { EmulatorAnswer } from './emulator-client.ts';
import { SesError } from './ses-error.ts';

/**
 * The error that a real SES would answer with where the emulator refuses. The emulator says what is wrong in
 * `detail`, and answers in JSON on both APIs, or in HTML where its parser refuses.
 */
export function emulatorError({ status, body }: EmulatorAnswer): SesError {
  if (status >= 500) return SesError.of('internalFailure');
  const { type, message, detail } = parseObject(body);
  const isUnknown = status === 404 && type === undefined;
  return SesError.refused(
    isUnknown ? 'InvalidAction' : 'InvalidParameterValue',
    isUnknown
      ? 'The local SES does not know this operation.'
      : (readable(detail) ?? readable(message) ?? 'The local SES cannot read the request.'),
    isUnknown ? 'UnknownOperationException' : (readable(type) ?? 'BadRequestException'),
    status,
  );
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function readable(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/^aws-ses-v2-local: /, '') : undefined;
}
