import { type Answer, jsonAnswer } from './answer.ts';
import type { SesService } from './ses-service.ts';

/** Where the settings are read and changed over HTTP. */
export const CONTROL_PATH = '/_mailroom/ses';

/**
 * Answers a request to the control path: `GET` tells settings and counts, `PUT` changes the settings that its JSON
 * names, as in `{"sendRate": 5, "outage": null}`.
 */
export function answerControl(service: SesService, method: string, body: string): Answer {
  if (method === 'PUT') {
    try {
      service.configure(JSON.parse(body));
    } catch (error) {
      const isJson = !(error instanceof SyntaxError);
      return jsonAnswer(400, { message: isJson ? (error as Error).message : 'settings: expected JSON' });
    }
  } else if (method !== 'GET') {
    return jsonAnswer(
      405,
      { message: `${CONTROL_PATH} takes GET and PUT, not ${method}` },
      { allow: 'GET, PUT' },
    );
  }
  return jsonAnswer(200, describe(service));
}

/** JSON has no `undefined`, so a setting that is not set is told as `null`. */
function describe({ settings, counts }: SesService): unknown {
  const { sendRate = null, dailyQuota = null, error = null, verified = null } = settings;
  return { ...settings, sendRate, dailyQuota, error, verified, counts };
}
